import type { Connection } from 'mongoose';
import {
  employeeModel,
  searchedBy,
  writtenMobile,
  type EmployeeRecord,
} from '../employees/index.ts';

/** Somebody and how to reach them; empty where they have not said or do not want to. */
export interface ReachablePerson {
  id: string;
  name: string;
  unitIds: string[];
  /** E.164, for a link that calls. */
  mobile: string | null;
  written: string;
  email: string | null;
  answer: 'given' | 'declined' | 'none' | 'protected';
}

const fields = { givenName: 1, familyName: 1, unitIds: 1, contact: 1, protected: 1 } as const;

const toPerson = (record: EmployeeRecord): ReachablePerson => {
  const { _id, givenName, familyName, unitIds, contact } = record;
  const { mobile, email } = contact ?? { mobile: null, email: null };
  const given = mobile ?? email;
  return {
    id: _id.toHexString(),
    name: `${familyName}, ${givenName}`,
    unitIds,
    mobile,
    written: mobile ? writtenMobile(mobile) : '',
    email,
    answer: given !== null ? 'given' : contact ? 'declined' : 'none',
  };
};

/** Such a list is printed: of a protected identity it says no more than that there is one. */
const toListed = (record: EmployeeRecord): ReachablePerson => {
  if (!record.protected) return toPerson(record);
  const nothing = { name: '', unitIds: [], mobile: null, written: '', email: null };
  return { id: record._id.toHexString(), ...nothing, answer: 'protected' };
};

/** So many people of one name are shown; of more, the search must say more. */
export const mostFound = 20;

/** Reads private contact details of active people, by name. */
export const createContactStore = (connection: Connection) => {
  const people = employeeModel(connection);
  const find = (conditions: object[], limit: number): Promise<EmployeeRecord[]> =>
    people
      .find({ $and: [{ active: true }, ...conditions] }, fields)
      .sort({ sortName: 1, _id: 1 })
      .limit(limit)
      .lean<EmployeeRecord[]>()
      .exec();
  return {
    /** Of the unit and all below it. */
    ofUnit: async (unitId: string) => (await find([{ unitPath: unitId }], 0)).map(toListed),
    /** The first of them, and one more if there are too many. */
    search: async (scope: 'all' | readonly string[], text: string) => {
      const within = scope === 'all' ? [] : [{ unitPath: { $in: [...scope] } }];
      return (await find([...within, searchedBy(text)], mostFound + 1)).map(toPerson);
    },
  };
};

export type ContactStore = ReturnType<typeof createContactStore>;
