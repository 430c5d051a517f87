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

/** A purge takes the numbers of leavers away. */
type Kept = Omit<EmployeeRecord, 'employeeNumbers'> & { employeeNumbers?: string[] };

const toPerson = (record: Kept): ApiPerson => {
  const isProtected = record.protected ?? false;
  return {
    id: record._id.toHexString(),
    employeeNumber: isProtected ? null : (record.employeeNumbers?.[0] ?? null),
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
      const found = employees.find(filter).sort({ _id: 1 }).limit(most);
      return (await found.lean<Kept[]>()).map(toPerson);
    },

    /** The employee numbers that may be told, by id; leavers' too. */
    numbersOf: async (ids: readonly string[]): Promise<Map<string, string | null>> => {
      const found = await employees.find({ _id: { $in: ids } }).lean<Kept[]>();
      return new Map(found.map(toPerson).map((one) => [one.id, one.employeeNumber]));
    },
  };
};

export type ApiPeopleStore = ReturnType<typeof createApiPeopleStore>;
