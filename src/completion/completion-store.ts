import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { completionModel, type CompletionRecord } from './completion-model.ts';

export type Completion = Omit<CompletionRecord, '_id' | 'employeeId' | 'attemptId'> & {
  employeeId: string;
  attemptId: string;
};

const completionOf = (record: CompletionRecord): Completion => ({
  employeeId: String(record.employeeId),
  module: record.module,
  contentVersion: record.contentVersion,
  cycle: record.cycle,
  language: record.language,
  score: record.score,
  at: record.at,
  how: record.how,
  attemptId: String(record.attemptId),
});

/** Completions can be added and read; nothing here changes or removes one. */
export const createCompletionStore = (connection: Connection) => {
  const completions = completionModel(connection);
  return {
    /** True when it was added, false when the round already has its completion. */
    add: async (completion: Completion): Promise<boolean> => {
      try {
        await completions.create(completion);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** Everything a person has completed, of every version. */
    ofEmployee: async (employeeId: string): Promise<Completion[]> =>
      (await completions.find({ employeeId }).sort({ at: 1 }).lean()).map(completionOf),

    /** The same of several people at once, in no order. */
    ofEmployees: async (employeeIds: readonly string[]): Promise<Completion[]> =>
      (await completions.find({ employeeId: { $in: employeeIds } }).lean()).map(completionOf),

    employees: async (): Promise<string[]> =>
      (await completions.distinct('employeeId')).map(String),
  };
};

export type CompletionStore = ReturnType<typeof createCompletionStore>;
