const pauseMs = 10 * 60_000;

/** What a person who has failed the check so many times in a row may do. */
export interface RetryRule {
  /** A new attempt may be drawn from then on; null: at once. */
  pausedUntil: Date | null;
  /** Time to read again and to be offered help. */
  needsHelp: boolean;
}

/** At once after the first fail, after ten minutes from the second on, with help from the third. */
export const retryRule = (fails: number, lastFailedAt: Date | null, now: Date): RetryRule => {
  const until = fails >= 2 && lastFailedAt ? new Date(lastFailedAt.getTime() + pauseMs) : null;
  return { pausedUntil: until && until > now ? until : null, needsHelp: fails >= 3 };
};
