import { Types, type Connection, type Model } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { standingModel, type StandingRecord } from './standing-model.ts';
import type { StandingContent } from './stored-standing.ts';

/** A standing to be written: over that version, or as the first when it is 0. */
export interface StandingWrite {
  employeeId: string;
  over: number;
  content: StandingContent;
}

/** As they come from the store, many at once: a hundred thousand are read so. */
async function* inBatches(
  standings: Model<StandingRecord>,
  filter: object,
): AsyncGenerator<StandingRecord[]> {
  const cursor = standings.collection.find<StandingRecord>(filter, { batchSize: 1000 });
  try {
    while (await cursor.hasNext()) yield cursor.readBufferedDocuments();
  } finally {
    await cursor.close();
  }
}

export const createStandingStore = (connection: Connection) => {
  const standings = standingModel(connection);
  return {
    ofEmployees: (ids: readonly string[]): Promise<StandingRecord[]> =>
      standings.find({ _id: { $in: ids } }).lean<StandingRecord[]>(),

    /** When anything was last written, by the store's clock. */
    lastChange: async (): Promise<Date | undefined> =>
      (await standings.findOne({}, { changedAt: 1 }).sort({ changedAt: -1 }).lean())?.changedAt,

    /** Everything, some at a time. */
    all: () => inBatches(standings, {}),

    /** What was written at that moment or later, by the store's clock; some at a time. */
    changedSince: (moment: Date) => inBatches(standings, { changedAt: { $gte: moment } }),

    /** Everybody who has one, the gone among them. */
    ids: async (): Promise<string[]> => (await standings.distinct('_id')).map(String),

    /** False when one of them was written by somebody else meanwhile; the others are written. */
    write: async (writes: readonly StandingWrite[]): Promise<boolean> => {
      if (writes.length === 0) return true;
      const operations = writes.map(({ employeeId, over, content }) => ({
        updateOne: {
          filter: { _id: new Types.ObjectId(employeeId), version: over },
          update: {
            $set: { ...content, version: over + 1 },
            $currentDate: { changedAt: true },
            // The periods of an earlier version's form.
            $unset: { periods: 1, ...(content.subject ? {} : { subject: 1 }) },
          },
          upsert: over === 0,
        },
      }));
      try {
        const done = await standings.collection.bulkWrite(operations as never, { ordered: false });
        return done.modifiedCount + done.upsertedCount === writes.length;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
};

export type StandingStore = ReturnType<typeof createStandingStore>;
