import type { RateLimit } from '../platform/rate-limit.ts';

export const tryWindowSeconds = 15 * 60;

/** Passwords sent, per person; the live rules do not count. */
export const tryLimit: RateLimit = { name: 'reset-tries', points: 5, seconds: tryWindowSeconds };

/** Access passes, per person; a reset can be completed as often. */
export const passLimit: RateLimit = { name: 'access-passes', points: 1, seconds: 10 * 60 };
