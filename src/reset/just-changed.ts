import type { ResetEmployee } from './reset-parts.ts';

/** Between two completed resets of one person. */
const pauseMs = 10 * 60_000;

/** When the password that is in use was set, and from when on it may be changed again. */
export interface JustChanged {
  changed: Date;
  again: Date;
}

/**
 * There is one completed reset in ten minutes: tells of one so young, or null. Whoever has been
 * asked for a new password since then need not wait.
 */
export const justChangedOf = (
  { passwordSetAt, resetRequiredSince }: ResetEmployee,
  now: Date,
): JustChanged | null => {
  if (!passwordSetAt || resetRequiredSince) return null;
  const again = new Date(passwordSetAt.getTime() + pauseMs);
  return again > now ? { changed: passwordSetAt, again } : null;
};
