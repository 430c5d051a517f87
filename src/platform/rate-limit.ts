import type { Connection } from 'mongoose';
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible';

/** How many tries a key has in a window of so many seconds. */
export interface RateLimit {
  name: string;
  points: number;
  seconds: number;
}

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
  return {
    consume: async (key: string, tries = 1): Promise<boolean> => {
      try {
        await limiter.consume(key, tries);
        return true;
      } catch (reason) {
        if (reason instanceof RateLimiterRes) return false;
        throw reason;
      }
    },
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
