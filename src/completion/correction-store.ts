import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { correctionModel, type CorrectionRecord } from './correction-model.ts';

export interface Correction {
  employeeId: string;
  completionId: string;
  reason: string;
  by: string;
  at: Date;
}

const correctionOf = (record: CorrectionRecord): Correction => ({
  employeeId: String(record.employeeId),
  completionId: String(record.completionId),
  reason: record.reason,
  by: String(record.by),
  at: record.at,
});

/** Corrections can be added and read; nothing here changes or removes one. */
export const createCorrectionStore = (connection: Connection) => {
  const corrections = correctionModel(connection);
  return {
    /** False when the completion has been corrected. */
    add: async (correction: Correction): Promise<boolean> => {
      try {
        await corrections.create({ ...correction, unsettled: true });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    ofEmployee: async (employeeId: string): Promise<Correction[]> =>
      (await corrections.find({ employeeId }).sort({ at: 1 }).lean()).map(correctionOf),

    /** Those of which something that follows is not yet written. */
    unsettled: async (): Promise<Correction[]> =>
      (await corrections.find({ unsettled: true }).lean()).map(correctionOf),

    settle: async ({ completionId }: Correction): Promise<void> => {
      await corrections.updateOne({ completionId }, { $unset: { unsettled: 1 } });
    },

    /** The ids of those of these people's completions that do not count. */
    correctedOf: async (employeeIds: readonly string[]): Promise<Set<string>> => {
      const filter = { employeeId: { $in: employeeIds } };
      const found = await corrections.find(filter, { completionId: 1 }).lean();
      return new Set(found.map(({ completionId }) => String(completionId)));
    },
  };
};

export type CorrectionStore = ReturnType<typeof createCorrectionStore>;
