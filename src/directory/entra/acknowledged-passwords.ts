import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { normalisePassword } from '../normalise-password.ts';

/** As long as the step-up under which a password was set. */
const keptMs = 10 * 60_000;

/**
 * Remembers for ten minutes, in this process alone and under a key that dies with it, which
 * password an account was last given: Graph has no way to try one.
 */
export const createAcknowledgedPasswords = (now: () => Date) => {
  const key = randomBytes(32);
  const kept = new Map<string, { seal: Buffer; until: number }>();
  const sealOf = (id: string, password: string) =>
    createHmac('sha256', key)
      .update(`${id}\n${normalisePassword(password)}`)
      .digest();

  return {
    remember: (id: string, password: string): void => {
      const time = now().getTime();
      for (const [other, { until }] of kept) if (until <= time) kept.delete(other);
      kept.set(id, { seal: sealOf(id, password), until: time + keptMs });
    },

    matches: (id: string, password: string): boolean => {
      const found = kept.get(id);
      if (!found || found.until <= now().getTime()) return false;
      return timingSafeEqual(found.seal, sealOf(id, password));
    },
  };
};
