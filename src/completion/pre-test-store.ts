import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import type { DrawnQuestion } from './draw-questions.ts';
import { preTestModel, type PreTestRecord } from './pre-test-model.ts';
import type { Round } from './round.ts';
import type { Score } from './score-attempt.ts';

export interface PreTest {
  contentVersion: string;
  questions: DrawnQuestion[];
  /** Null until it is answered, which is once. */
  result: { right: number; passed: boolean } | null;
}

const preTestOf = (record: PreTestRecord): PreTest => ({
  contentVersion: record.contentVersion,
  questions: record.questions.map(({ id, options }) => ({ id, options: [...options] })),
  result: record.answeredAt ? { right: record.right ?? 0, passed: record.passed ?? false } : null,
});

const keyOf = ({ employeeId, module, contentVersion, cycle }: Round) => ({
  employeeId,
  module,
  contentVersion,
  cycle,
});

export const createPreTestStore = (connection: Connection) => {
  const preTests = preTestModel(connection);

  const find = async (round: Round): Promise<PreTest | null> => {
    const record = await preTests.findOne(keyOf(round)).lean();
    return record && preTestOf(record);
  };

  return {
    find,

    /** A person's tests of every module, with what came of them. */
    ofEmployee: async (employeeId: string): Promise<(PreTest & { module: string })[]> =>
      (await preTests.find({ employeeId }).lean()).map((record) => ({
        module: record.module,
        ...preTestOf(record),
      })),

    /** The person's own test; what was drawn first stands, in two tabs too. */
    draw: async (round: Round, questions: DrawnQuestion[]): Promise<PreTest | null> => {
      try {
        await preTests.create({ ...keyOf(round), questions });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      return find(round);
    },

    /** Draws it anew, if it still asks what it asked and has not been answered. */
    redraw: async (
      round: Round,
      { questions: gone }: PreTest,
      questions: DrawnQuestion[],
    ): Promise<PreTest | null> => {
      const asksThem = { 'questions.id': { $all: gone.map(({ id }) => id) } };
      const old = { ...keyOf(round), answeredAt: null, ...asksThem };
      await preTests.updateOne(old, { $set: { questions } });
      return find(round);
    },

    /** Answers it; an answer that is there already stands. */
    answer: async (round: Round, { right, passed }: Score, at: Date): Promise<void> => {
      await preTests.updateOne(
        { ...keyOf(round), answeredAt: null },
        { $set: { answeredAt: at, right, passed } },
      );
    },
  };
};

export type PreTestStore = ReturnType<typeof createPreTestStore>;
