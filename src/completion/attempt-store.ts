import { isValidObjectId, type Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import type { Language } from '../platform/i18n.ts';
import { attemptModel, type AttemptRecord } from './attempt-model.ts';
import type { DrawnQuestion } from './draw-questions.ts';
import type { Round } from './round.ts';
import type { Answers, Score } from './score-attempt.ts';

interface Drawn extends Round {
  id: string;
  number: number;
  questions: DrawnQuestion[];
}

export interface OpenAttempt extends Drawn {
  answeredAt: null;
}

export interface AnsweredAttempt extends Drawn {
  answeredAt: Date;
  language: Language;
  answers: Answers;
  right: number;
  passed: boolean;
  unsettled: boolean;
}

export type Attempt = OpenAttempt | AnsweredAttempt;

const answersOf = ({ questions }: AttemptRecord): Answers =>
  Object.fromEntries(questions.map(({ id, chosen = '' }) => [id, chosen]));

const drawnOf = (record: AttemptRecord): Drawn => ({
  id: String(record._id),
  employeeId: String(record.employeeId),
  module: record.module,
  contentVersion: record.contentVersion,
  cycle: record.cycle,
  number: record.number,
  questions: record.questions.map(({ id, options }) => ({ id, options: [...options] })),
});

const openOf = (record: AttemptRecord): OpenAttempt => ({ ...drawnOf(record), answeredAt: null });

const attemptOf = (record: AttemptRecord): Attempt => {
  if (!record.answeredAt) return openOf(record);
  return {
    ...drawnOf(record),
    answeredAt: record.answeredAt,
    language: record.language ?? 'sv',
    answers: answersOf(record),
    right: record.right ?? 0,
    passed: record.passed ?? false,
    unsettled: record.unsettled ?? false,
  };
};

export const createAttemptStore = (connection: Connection) => {
  const attempts = attemptModel(connection);

  const latest = async (round: Round): Promise<Attempt | null> => {
    const { employeeId, module, contentVersion, cycle } = round;
    const record = await attempts
      .findOne({ employeeId, module, contentVersion, cycle })
      .sort({ number: -1 })
      .lean();
    return record && attemptOf(record);
  };

  const unsettled = async (filter: { employeeId?: string }): Promise<AnsweredAttempt[]> =>
    (await attempts.find({ ...filter, unsettled: true }).lean())
      .map(attemptOf)
      .filter((attempt) => attempt.answeredAt !== null);

  return {
    latest,
    unsettled,

    /** Everything a person has tried that is still kept. */
    ofEmployee: async (employeeId: string): Promise<Attempt[]> =>
      (await attempts.find({ employeeId }).sort({ drawnAt: 1 }).lean()).map(attemptOf),

    /** Adds a try, numbered; null when another tab has drawn that number. */
    add: async (
      round: Round,
      drawn: { number: number; questions: DrawnQuestion[]; drawnAt: Date },
    ): Promise<OpenAttempt | null> => {
      try {
        return openOf(await attempts.create({ ...round, ...drawn }));
      } catch (error) {
        if (isDuplicateKey(error)) return null;
        throw error;
      }
    },

    /** Other questions for an open attempt; null when it has been answered meanwhile. */
    redraw: async (
      attempt: OpenAttempt,
      questions: DrawnQuestion[],
    ): Promise<OpenAttempt | null> => {
      const record = await attempts
        .findOneAndUpdate(
          { _id: attempt.id, answeredAt: null },
          { $set: { questions } },
          { returnDocument: 'after' },
        )
        .lean();
      return record && openOf(record);
    },

    /** A person's own attempt. */
    find: async (employeeId: string, module: string, id: string): Promise<Attempt | null> => {
      if (!isValidObjectId(id)) return null;
      const record = await attempts.findOne({ _id: id, employeeId, module }).lean();
      return record && attemptOf(record);
    },

    /** Answers an open attempt. Null when it has been answered: the first answer stands. */
    answer: async (
      attempt: OpenAttempt,
      given: { answers: Answers; score: Score; language: Language; at: Date },
    ): Promise<AnsweredAttempt | null> => {
      const { answers, score, language, at } = given;
      const record = await attempts
        .findOneAndUpdate(
          { _id: attempt.id, answeredAt: null },
          {
            $set: {
              answeredAt: at,
              language,
              questions: attempt.questions.map((drawn) => ({
                ...drawn,
                chosen: answers[drawn.id],
              })),
              right: score.right,
              passed: score.passed,
              ...(score.passed && { unsettled: true }),
            },
          },
          { returnDocument: 'after' },
        )
        .lean();
      const answered = record && attemptOf(record);
      return answered?.answeredAt ? answered : null;
    },

    settle: async ({ id }: AnsweredAttempt): Promise<void> => {
      await attempts.updateOne({ _id: id }, { $unset: { unsettled: 1 } });
    },
  };
};

export type AttemptStore = ReturnType<typeof createAttemptStore>;
