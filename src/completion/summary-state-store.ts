import type { Connection } from 'mongoose';
import { summaryStateModel } from './summary-state-model.ts';

export const createSummaryStateStore = (connection: Connection) => {
  const states = summaryStateModel(connection);
  return {
    countedFor: async (): Promise<string | null> =>
      (await states.findById('course').lean())?.fingerprint ?? null,

    setCountedFor: async (fingerprint: string): Promise<void> => {
      await states.updateOne({ _id: 'course' }, { $set: { fingerprint } }, { upsert: true });
    },
  };
};

export type SummaryStateStore = ReturnType<typeof createSummaryStateStore>;
