import { Types, type Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import type { Language } from '../platform/i18n.ts';
import { completionModel, type CompletionRecord, type PaperMethod } from './completion-model.ts';
import type { Round } from './round.ts';

interface ByPaper {
  how: 'paper';
  paper: { method: PaperMethod; witness: string; by: string; enteredAt: Date };
}

export type Completion = Round & {
  id: string;
  at: Date;
} & ({ how: 'portal'; language: Language; score: number; attemptId: string } | ByPaper);

/** Removes a field from each kind of a union by itself. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type NewCompletion = Without<Completion, 'id'> & { unsettled?: boolean };
export type PaperCompletion = Completion & ByPaper;

export const isOnPaper = (one: Completion): one is PaperCompletion => one.how === 'paper';

const completionOf = (record: CompletionRecord): Completion => {
  const { _id, employeeId, module, contentVersion, cycle, at, paper } = record;
  const round = { employeeId: String(employeeId), module, contentVersion, cycle };
  const shared = { id: _id.toHexString(), ...round, at };
  if (paper) {
    const { method, witness, by, enteredAt } = paper;
    return { ...shared, how: 'paper', paper: { method, witness, by: String(by), enteredAt } };
  }
  const { language = 'sv', score = 0, attemptId } = record;
  return { ...shared, how: 'portal', language, score, attemptId: String(attemptId) };
};

/** The round that a completion ended, and when. */
export type CompletedRound = Pick<CompletionRecord, keyof typeof roundFields>;

const roundFields = {
  ...{ _id: 1, employeeId: 1, module: 1, contentVersion: 1, cycle: 1, at: 1 },
} as const;

/** Completions can be added and read; nothing here changes or removes one. */
export const createCompletionStore = (connection: Connection) => {
  const completions = completionModel(connection);
  return {
    /** Adds it, or answers the one that the round already has. */
    add: async (completion: NewCompletion): Promise<{ added: boolean; held: Completion }> => {
      const { employeeId, module, contentVersion, cycle } = completion;
      try {
        const record = await completions.create({ _id: new Types.ObjectId(), ...completion });
        return { added: true, held: completionOf(record.toObject()) };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const round = { employeeId, module, contentVersion, cycle };
        const held = await completions.findOne(round).lean();
        if (!held) throw error;
        return { added: false, held: completionOf(held) };
      }
    },

    /** Everything a person has completed, of every version, whether or not it counts. */
    ofEmployee: async (employeeId: string): Promise<Completion[]> =>
      (await completions.find({ employeeId }).sort({ at: 1 }).lean()).map(completionOf),

    /** What several people have completed, in no order: no more of it than standings follow from. */
    roundsOf: (employeeIds: readonly string[]): Promise<CompletedRound[]> =>
      completions
        .find({ employeeId: { $in: employeeIds } }, roundFields)
        .lean<CompletedRound[]>()
        .exec(),

    /** Those on paper of which something that follows is not yet written. */
    unsettled: async (): Promise<PaperCompletion[]> =>
      (await completions.find({ unsettled: true }).lean()).map(completionOf).filter(isOnPaper),

    settle: async ({ id }: Completion): Promise<void> => {
      await completions.updateOne({ _id: id }, { $unset: { unsettled: 1 } });
    },
  };
};

export type CompletionStore = ReturnType<typeof createCompletionStore>;
