import type { Connection } from 'mongoose';
import { employeeModel, type EmployeeRecord } from '../employees/index.ts';
import { presentStanding } from './present-standing.ts';
import type { Standing } from './standing.ts';

const fields = {
  givenName: 1,
  familyName: 1,
  searchName: 1,
  sortName: 1,
  employeeNumbers: 1,
  unitIds: 1,
  unitPath: 1,
  roles: 1,
  course: 1,
  resetRequiredSince: 1,
  passwordSetAt: 1,
} as const;

export const createStandingStore = (connection: Connection) => {
  const employees = employeeModel(connection);
  return {
    all: async function* (): AsyncGenerator<Standing> {
      const cursor = employees
        .find({ active: true }, fields)
        .lean<EmployeeRecord[]>()
        .cursor({ batchSize: 500 });
      for await (const record of cursor) yield presentStanding(record);
    },
  };
};

export type StandingStore = ReturnType<typeof createStandingStore>;
