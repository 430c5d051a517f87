import { Types, type Connection } from 'mongoose';
import { attemptModel } from './attempt-model.ts';
import { completionModel } from './completion-model.ts';

/** How the knowledge checks of a module went in a stretch of time. */
export interface CheckResult {
  module: string;
  /** How often it was completed. */
  done: number;
  /** Mean of what was right when it was passed in the portal, in whole per cent; null when it never was. */
  score: number | null;
  /** First tries that are still kept, and how many of them were passed. */
  firstTries: number;
  firstPasses: number;
}

interface Counted {
  _id: string;
  count: number;
  figure: number | null;
}

/** Reads results by module, about nobody in particular. */
export const createCheckResultsStore = (connection: Connection) => {
  const completions = completionModel(connection);
  const attempts = attemptModel(connection);
  return {
    /** Of each module with any, from a moment until before another; of everybody, or of these. */
    between: async (from: Date, until: Date, ids?: readonly string[]): Promise<CheckResult[]> => {
      const within = { $gte: from, $lt: until };
      const theirs = ids && { employeeId: { $in: ids.map((id) => new Types.ObjectId(id)) } };
      const [completed, tried] = await Promise.all([
        completions.aggregate<Counted>([
          { $match: { at: within, ...theirs } },
          { $group: { _id: '$module', count: { $sum: 1 }, figure: { $avg: '$score' } } },
        ]),
        attempts.aggregate<Counted>([
          { $match: { answeredAt: within, number: 1, ...theirs } },
          {
            $group: {
              _id: '$module',
              count: { $sum: 1 },
              figure: { $sum: { $cond: ['$passed', 1, 0] } },
            },
          },
        ]),
      ]);
      const triesOf = new Map(tried.map((one) => [one._id, one]));
      return completed.map(({ _id, count, figure }) => ({
        module: _id,
        done: count,
        score: figure === null ? null : Math.floor(figure),
        firstTries: triesOf.get(_id)?.count ?? 0,
        firstPasses: triesOf.get(_id)?.figure ?? 0,
      }));
    },
  };
};
