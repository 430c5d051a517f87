import type { Connection } from 'mongoose';
import { phishingModel } from './phishing-model.ts';

export interface PhishingMonth {
  /** As 2026-11. */
  month: string;
  sent: number;
  reported: number;
  clicked: number;
}

/** Counts of simulated phishing, one for each month. */
export const createPhishingStore = (connection: Connection) => {
  const months = phishingModel(connection);
  return {
    /** Writes a month's counts in place of those it had. */
    put: async ({ month, ...counts }: PhishingMonth): Promise<void> => {
      await months.updateOne({ _id: month }, { $set: counts }, { upsert: true });
    },

    /** Of these months or those between, the earliest first. */
    between: async (first: string, last: string): Promise<PhishingMonth[]> =>
      (
        await months
          .find({ _id: { $gte: first, $lte: last } })
          .sort({ _id: 1 })
          .lean()
      ).map(({ _id, sent, reported, clicked }) => ({ month: _id, sent, reported, clicked })),
  };
};

export type PhishingStore = ReturnType<typeof createPhishingStore>;
