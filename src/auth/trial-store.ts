import type { Connection } from 'mongoose';
import { trialModel, type Trial } from './trial-model.ts';

/** Keeps what sign-ins that were tried only came to, for an hour. */
export const createTrialStore = (connection: Connection) => {
  const trials = trialModel(connection);
  return {
    /** The first answer to a request is the one that counts. */
    keep: async ({ _id, ...trial }: Trial): Promise<void> => {
      await trials.updateOne({ _id }, { $setOnInsert: trial }, { upsert: true });
    },
    /** For the one who tried, while it is kept. */
    find: (id: string, employeeId: string): Promise<Trial | null> =>
      trials.findOne({ _id: id, employeeId }).lean<Trial>(),
  };
};
