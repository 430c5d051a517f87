import { isObjectIdOrHexString, type Connection, type QueryFilter } from 'mongoose';
import { employeeModel, type EmployeeRecord } from '../employees/index.ts';
import type { Scope } from './campaign-model.ts';

/** What a campaign needs to know of a person. */
export interface ScopedPerson {
  employeeId: string;
  givenName: string;
  familyName: string;
  sortName: string;
  login: string;
  email: string | null;
  mobile: string | null;
  employeeNumbers: string[];
  unitIds: string[];
  unitPath: string[];
  active: boolean;
  isProtected: boolean;
  hasPersonalNumber: boolean;
}

const fields = {
  givenName: 1,
  familyName: 1,
  sortName: 1,
  login: 1,
  email: 1,
  mobile: 1,
  contact: 1,
  employeeNumbers: 1,
  unitIds: 1,
  unitPath: 1,
  active: 1,
  protected: 1,
  personKey: 1,
} as const;

const toPerson = (record: EmployeeRecord): ScopedPerson => ({
  employeeId: record._id.toHexString(),
  givenName: record.givenName,
  familyName: record.familyName,
  sortName: record.sortName,
  login: record.login,
  // What the person has said themselves goes before the roster.
  email: record.contact?.email ?? record.email,
  mobile: record.contact?.mobile ?? record.mobile,
  employeeNumbers: record.employeeNumbers,
  unitIds: record.unitIds,
  unitPath: record.unitPath,
  active: record.active,
  isProtected: record.protected ?? false,
  hasPersonalNumber: record.personKey !== undefined,
});

const filterOf = ({ kind, unitIds, names }: Scope): QueryFilter<EmployeeRecord> => {
  if (kind === 'units') return { active: true, unitPath: { $in: unitIds } };
  if (kind === 'everyone') return { active: true };
  const logins = names.map((name) => name.toLowerCase());
  const named = [
    { employeeNumbers: { $in: names } },
    { login: { $in: [...names, ...logins] } },
    { email: { $in: logins } },
  ];
  return { active: true, $or: named };
};

/** Reads the employees that a campaign is about. */
export const createScopeStore = (connection: Connection) => {
  const employees = employeeModel(connection);
  return {
    /** Everybody in the scope who works here now, so many at a time. */
    inScope: async function* (scope: Scope, size: number): AsyncGenerator<ScopedPerson[]> {
      const cursor = employees
        .find(filterOf(scope), fields)
        .sort({ _id: 1 })
        .lean<EmployeeRecord[]>()
        .cursor({ batchSize: size });
      let batch: ScopedPerson[] = [];
      for await (const record of cursor) {
        batch.push(toPerson(record));
        if (batch.length < size) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    },

    /** These people by id, leavers too. */
    byId: async (ids: readonly string[]): Promise<Map<string, ScopedPerson>> => {
      const known = ids.filter((id) => isObjectIdOrHexString(id));
      const found = await employees.find({ _id: { $in: known } }, fields).lean<EmployeeRecord[]>();
      return new Map(found.map((record) => [record._id.toHexString(), toPerson(record)]));
    },

    /** Which of these have left the organisation. */
    leaversAmong: async (ids: readonly string[]): Promise<string[]> => {
      const found = await employees
        .find({ _id: { $in: [...ids] }, active: false }, { _id: 1 })
        .lean();
      return found.map(({ _id }) => _id.toHexString());
    },

    /** The person with this number, login or address; null when there is none, or several. */
    findOne: async (name: string): Promise<ScopedPerson | null> => {
      const scope: Scope = { kind: 'list', unitIds: [], names: [name] };
      const found = await employees.find(filterOf(scope), fields).limit(2).lean<EmployeeRecord[]>();
      return found.length === 1 && found[0] ? toPerson(found[0]) : null;
    },
  };
};

export type ScopeStore = ReturnType<typeof createScopeStore>;
