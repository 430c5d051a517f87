import type { Connection, Types } from 'mongoose';
import {
  employeeModel,
  employmentsOf,
  staleStanding,
  type EmployeeRecord,
} from '../employees/index.ts';

/** Somebody whose standing does not yet follow from what changed, and the mark that says so. */
export interface StalePerson {
  id: string;
  mark: Types.ObjectId;
}

/** The employees as standings read them, and the marks of those that have changed. */
export const createFollowedPeopleStore = (connection: Connection) => {
  const employees = employeeModel(connection);
  return {
    ofIds: async (ids: readonly string[]) =>
      (await employees.find({ _id: { $in: ids } }).lean<EmployeeRecord[]>()).map((record) => ({
        record,
        employments: employmentsOf(record),
      })),

    ids: async (): Promise<string[]> => (await employees.distinct('_id')).map(String),

    stale: async (most: number): Promise<StalePerson[]> => {
      const marked = await employees
        .find({ standingStale: { $exists: true } }, { standingStale: 1 })
        .limit(most)
        .lean<Pick<EmployeeRecord, '_id' | 'standingStale'>[]>();
      return marked.flatMap(({ _id, standingStale: mark }) =>
        mark ? [{ id: _id.toHexString(), mark }] : [],
      );
    },

    /** Takes the marks away, except of those who have changed again meanwhile. */
    settle: async (people: readonly StalePerson[]): Promise<void> => {
      const writes = people.map(({ id, mark }) => ({
        updateOne: {
          filter: { _id: id, standingStale: mark },
          update: { $unset: { standingStale: 1 as const } },
        },
      }));
      if (writes.length > 0) await employees.bulkWrite(writes, { ordered: false });
    },

    /** Asks for everybody's standing anew. */
    markAll: async (): Promise<void> => {
      await employees.updateMany({}, { $set: staleStanding() });
    },
  };
};

export type FollowedPeopleStore = ReturnType<typeof createFollowedPeopleStore>;
