import type { Connection } from 'mongoose';
import {
  employeeModel,
  employmentsOf,
  type Employee,
  type EmployeeRecord,
} from '../employees/index.ts';

export interface UnitPerson extends Pick<Employee, 'id' | 'employments' | 'employmentType'> {
  name: string;
}

/** More sheets than this are not entered at a time. */
const mostInUnit = 300;

/** Reads who works in a unit now, by name. */
export const createUnitPeopleStore = (connection: Connection) => {
  const people = employeeModel(connection);
  return {
    /** Of the unit and all below it; so many at most. */
    of: async (unitId: string): Promise<UnitPerson[]> => {
      const found = await people
        .find({ active: true, unitPath: unitId })
        .sort({ sortName: 1, _id: 1 })
        .limit(mostInUnit)
        .lean<EmployeeRecord[]>();
      return found.map((record) => ({
        id: record._id.toHexString(),
        name: `${record.familyName}, ${record.givenName}`,
        employments: employmentsOf(record),
        employmentType: record.employmentType ?? null,
      }));
    },
  };
};

export type UnitPeopleStore = ReturnType<typeof createUnitPeopleStore>;
