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
  answer: 'given' | 'declined' | 'none';
}

const fields = { givenName: 1, familyName: 1, unitIds: 1, contact: 1 } as const;

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

/** So many people of one name are shown; of more, the search must say more. */
export const mostFound = 20;

/** Reads private contact details of active people, by name. */
export const createContactStore = (connection: Connection) => {
  const people = employeeModel(connection);
  const find = async (conditions: object[], limit: number): Promise<ReachablePerson[]> => {
    const records = await people
      .find({ $and: [{ active: true }, ...conditions] }, fields)
      .sort({ sortName: 1, _id: 1 })
      .limit(limit)
      .lean<EmployeeRecord[]>();
    return records.map(toPerson);
  };
  return {
    /** Of the unit and all below it. */
    ofUnit: (unitId: string) => find([{ unitPath: unitId }], 0),
    /** The first of them, and one more if there are too many. */
    search: (scope: 'all' | readonly string[], text: string) => {
      const within = scope === 'all' ? [] : [{ unitPath: { $in: [...scope] } }];
      return find([...within, searchedBy(text)], mostFound + 1);
    },
  };
};

export type ContactStore = ReturnType<typeof createContactStore>;
