import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { paceModel } from './pace-model.ts';

/** Further ahead than this nobody has been given a place: a clock has jumped. */
const longestMs = 60_000;

/** Shares the directory's writes among all processes and campaigns, so many a second in all. */
export const createPaceStore = (connection: Connection, perSecond: number) => {
  const pace = paceModel(connection);

  const take = async (spanMs: number): Promise<number> => {
    // The store's own clock decides: processes on several machines have one each.
    const farAhead = { $gt: ['$nextAt', { $add: ['$$NOW', longestMs] }] };
    const isPast = { $lt: ['$nextAt', '$$NOW'] };
    const from = { $cond: [{ $or: [isPast, farAhead] }, '$$NOW', '$nextAt'] };
    const record = await pace
      .findOneAndUpdate(
        { _id: 'directory' },
        [{ $set: { nextAt: { $add: [{ $ifNull: [from, '$$NOW'] }, spanMs] }, now: '$$NOW' } }],
        { upsert: true, returnDocument: 'after', updatePipeline: true, strict: false },
      )
      .lean<{ nextAt: Date; now: Date }>();
    return Math.max(0, record.nextAt.getTime() - spanMs - record.now.getTime());
  };

  return {
    perSecond,
    /** Takes places for so many writes: how long to wait for the first, in ms, and between two. */
    reserve: async (writes: number): Promise<{ waitMs: number; gapMs: number }> => {
      if (!Number.isFinite(perSecond) || writes === 0) return { waitMs: 0, gapMs: 0 };
      const gapMs = 1000 / perSecond;
      const spanMs = Math.ceil(writes * gapMs);
      const waitMs = await take(spanMs).catch((error: unknown) => {
        // Two at once made the record: it is there now.
        if (isDuplicateKey(error)) return take(spanMs);
        throw error;
      });
      return { waitMs, gapMs };
    },
  };
};

export type PaceStore = ReturnType<typeof createPaceStore>;
