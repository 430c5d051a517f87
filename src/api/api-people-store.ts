import { Types, type Connection } from 'mongoose';
import {
  employeeModel,
  employmentsOf,
  type EmployeeRecord,
  type Employment,
  type EmploymentType,
} from '../employees/index.ts';

/** An employee as the API tells of them; a protected identity has neither name, number nor unit here. */
export interface ApiPerson {
  id: string;
  employeeNumber: string | null;
  name: { given: string; family: string } | null;
  isProtected: boolean;
  unitIds: string[];
  employments: Employment[];
  employmentType: EmploymentType | null;
}

const numberFields = { _id: 1, employeeNumbers: 1, protected: 1 } as const;
/** What the API tells is read, and no more. */
const fields = {
  ...numberFields,
  ...{ givenName: 1, familyName: 1, unitIds: 1, employmentType: 1 },
  // Of a record from before employments were dated, they follow from the rest.
  ...{ employments: 1, unitPath: 1, roles: 1, leftAt: 1 },
} as const;

/** A purge takes the numbers of leavers away. */
type Numbers = Pick<EmployeeRecord, '_id' | 'protected'> & { employeeNumbers?: string[] };
type Kept = Omit<Pick<EmployeeRecord, keyof typeof fields>, 'employeeNumbers'> & Numbers;

const numberOf = ({ employeeNumbers, ...record }: Numbers): string | null =>
  record.protected ? null : (employeeNumbers?.[0] ?? null);

const toPerson = (record: Kept): ApiPerson => {
  const isProtected = record.protected ?? false;
  return {
    id: record._id.toHexString(),
    employeeNumber: numberOf(record),
    name: isProtected ? null : { given: record.givenName, family: record.familyName },
    isProtected,
    unitIds: isProtected ? [] : record.unitIds,
    employments: employmentsOf(record),
    employmentType: record.employmentType ?? null,
  };
};

export const createApiPeopleStore = (connection: Connection) => {
  const employees = employeeModel(connection);
  return {
    /** The next so many of those employed, in the order in which they came into the roster. */
    after: async (id: string, most: number): Promise<ApiPerson[]> => {
      const filter = { active: true, _id: { $gt: new Types.ObjectId(id) } };
      // By the ids, however few of all are employed: every page costs the same.
      const found = employees.find(filter, fields).sort({ _id: 1 }).hint({ _id: 1 }).limit(most);
      return (await found.lean<Kept[]>()).map(toPerson);
    },

    /** The employee numbers that may be told, by id; leavers' too. */
    numbersOf: async (ids: readonly string[]): Promise<Map<string, string | null>> => {
      const found = await employees.find({ _id: { $in: ids } }, numberFields).lean<Numbers[]>();
      return new Map(found.map((one) => [one._id.toHexString(), numberOf(one)]));
    },
  };
};

export type ApiPeopleStore = ReturnType<typeof createApiPeopleStore>;
