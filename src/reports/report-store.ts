import type { Connection, QueryFilter } from 'mongoose';
import { employeeModel, searchedBy, type EmployeeRecord } from '../employees/index.ts';
import type { PeopleFilter, Scope, Status } from './people-filter.ts';
import type { Headcount } from './unit-shares.ts';

type Filter = QueryFilter<EmployeeRecord>;

export interface Person {
  id: string;
  givenName: string;
  familyName: string;
  employeeNumber: string;
  unitIds: string[];
  status: 'not-started' | 'in-progress' | 'done';
  completedAt: Date | null;
  resetDone: boolean;
}

const fields = {
  givenName: 1,
  familyName: 1,
  employeeNumbers: 1,
  unitIds: 1,
  course: 1,
  resetRequiredSince: 1,
} as const;

const byStatus: Record<Status, Filter> = {
  done: { 'course.status': 'done' },
  'in-progress': { 'course.status': 'in-progress' },
  'not-started': { 'course.status': 'not-started' },
  'reset-left': { resetRequiredSince: { $ne: null } },
};

const inScope = (scope: Scope): Filter =>
  scope === 'all' ? { active: true } : { active: true, unitPath: { $in: [...scope] } };

const conditionsOf = ({ scope, unit, status, search }: PeopleFilter): Filter => ({
  $and: [
    inScope(scope),
    ...(unit ? [{ unitPath: unit }] : []),
    ...(status ? [byStatus[status]] : []),
    ...(search ? [searchedBy(search)] : []),
  ],
});

const toPerson = (record: EmployeeRecord): Person => ({
  id: record._id.toString(),
  givenName: record.givenName,
  familyName: record.familyName,
  employeeNumber: record.employeeNumbers[0] ?? '',
  unitIds: record.unitIds,
  status: record.course.status,
  completedAt: record.course.completedAt,
  resetDone: record.resetRequiredSince === null,
});

/** Reads the employees for HR and managers; never more than the scope allows. */
export const createReportStore = (connection: Connection) => {
  const people = employeeModel(connection);

  const followingOf = async (after: string | undefined): Promise<Filter> => {
    const last = after ? await people.findById(after, { sortName: 1 }).lean() : null;
    if (!last) return {};
    return {
      $or: [
        { sortName: { $gt: last.sortName } },
        { sortName: last.sortName, _id: { $gt: last._id } },
      ],
    };
  };

  return {
    /** Active people counted by the set of units they belong to. */
    headcounts: (scope: Scope): Promise<Headcount[]> =>
      people.aggregate<Headcount>([
        { $match: inScope(scope) },
        {
          $group: {
            _id: '$unitIds',
            total: { $sum: 1 },
            done: { $sum: { $cond: [{ $eq: ['$course.status', 'done'] }, 1, 0] } },
            started: { $sum: { $cond: [{ $eq: ['$course.status', 'in-progress'] }, 1, 0] } },
            resetDone: { $sum: { $cond: [{ $eq: ['$resetRequiredSince', null] }, 1, 0] } },
          },
        },
        { $project: { _id: 0, unitIds: '$_id', total: 1, done: 1, started: 1, resetDone: 1 } },
      ]),

    count: (filter: PeopleFilter): Promise<number> => people.countDocuments(conditionsOf(filter)),

    /** One page by name, after the person with that id; `limit` people at most. */
    page: async (filter: PeopleFilter, after: string | undefined, limit: number) => {
      const records = await people
        .find({ $and: [conditionsOf(filter), await followingOf(after)] }, fields)
        .sort({ sortName: 1, _id: 1 })
        .limit(limit)
        .lean<EmployeeRecord[]>();
      return records.map(toPerson);
    },

    /** Everybody the filter names, by name, read as they are written. */
    all: async function* (filter: PeopleFilter): AsyncGenerator<Person> {
      const cursor = people
        .find(conditionsOf(filter), fields)
        .sort({ sortName: 1, _id: 1 })
        .lean<EmployeeRecord[]>()
        .cursor({ batchSize: 500 });
      for await (const record of cursor) yield toPerson(record);
    },
  };
};

export type ReportStore = ReturnType<typeof createReportStore>;
