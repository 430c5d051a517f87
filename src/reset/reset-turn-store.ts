import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { resetTurnModel } from './reset-turn-model.ts';

/** One holder at a time per person, decided by the unique `_id`. */
export const createResetTurnStore = (connection: Connection) => {
  const turns = resetTurnModel(connection);
  return {
    /** Takes a free or outlived turn; false when somebody else has it. */
    take: async (personId: string, holder: string, now: Date, until: Date): Promise<boolean> => {
      try {
        await turns.updateOne(
          { _id: personId, until: { $lte: now } },
          { $set: { holder, until } },
          { upsert: true },
        );
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    prolong: async (personId: string, holder: string, until: Date): Promise<void> => {
      await turns.updateOne({ _id: personId, holder }, { $set: { until } });
    },

    giveBack: async (personId: string, holder: string): Promise<void> => {
      await turns.deleteOne({ _id: personId, holder });
    },
  };
};

export type ResetTurnStore = ReturnType<typeof createResetTurnStore>;
