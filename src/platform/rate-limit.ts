import type { Connection } from 'mongoose';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';

/** How many tries a key has in a window of so many seconds. */
export interface RateLimit {
  name: string;
  points: number;
  seconds: number;
}

/** What a key has left of its limit, and the whole seconds until its window ends. */
export interface LimitState {
  isAllowed: boolean;
  left: number;
  seconds: number;
}

const stateOf = (found: RateLimiterRes, isAllowed: boolean): LimitState => ({
  isAllowed,
  left: Math.max(0, found.remainingPoints),
  seconds: Math.max(1, Math.ceil(found.msBeforeNext / 1000)),
});

/**
 * Counts tries in the store, so that every process counts together.
 * `consume` answers false when the key is over its limit; `blocked` asks without counting.
 */
export const createRateLimiter = (connection: Connection, limit: RateLimit) => {
  const limiter = new RateLimiterMongo({
    storeClient: connection.getClient(),
    dbName: connection.name,
    tableName: 'rate-limits',
    keyPrefix: limit.name,
    points: limit.points,
    duration: limit.seconds,
  });
  const take = async (key: string, tries = 1): Promise<LimitState> => {
    try {
      return stateOf(await limiter.consume(key, tries), true);
    } catch (reason) {
      if (reason instanceof RateLimiterRes) return stateOf(reason, false);
      throw reason;
    }
  };
  return {
    limit,
    /** As `consume`, and tells what is left. */
    take,
    consume: async (key: string, tries = 1): Promise<boolean> => (await take(key, tries)).isAllowed,
    /** Makes a try undone that was nobody's fault. */
    giveBack: async (key: string): Promise<void> => {
      await limiter.reward(key);
    },
    blocked: async (key: string): Promise<boolean> => {
      const state = await limiter.get(key);
      return state !== null && state.consumedPoints >= limit.points;
    },
    reset: async (key: string): Promise<void> => {
      await limiter.delete(key);
    },
  };
};

export type RateLimiter = ReturnType<typeof createRateLimiter>;
