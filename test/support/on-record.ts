import type { Document } from 'mongodb';
import { staleStanding } from '../../src/employees/index.ts';
import type { TestPortal } from './portal.ts';

type Store = TestPortal['services']['store'];

/** Puts on record what people did, as the portal itself would leave it, without walking the course. */
export const onRecord = ({ connection }: Store) => {
  const employees = connection.collection('employees');

  const idOf = async (number: string) => {
    const found = await employees.findOne({ employeeNumbers: number }, { projection: { _id: 1 } });
    if (!found) throw new Error(`Nobody has the number ${number}.`);
    return found._id;
  };

  /** Changes the employees with these numbers. */
  const change = async (numbers: readonly string[], fields: Document): Promise<void> => {
    const update = { $set: { ...fields, ...staleStanding() } };
    await employees.updateMany({ employeeNumbers: { $in: [...numbers] } }, update);
  };

  return {
    idOf,
    change,

    /** They did a module at that moment. */
    complete: async (
      numbers: readonly string[],
      at: Date,
      { module = 'varfor', contentVersion = '1.0', cycle = 1 } = {},
    ): Promise<void> => {
      for (const number of numbers)
        await connection.collection('completions').insertOne({
          ...{ employeeId: await idOf(number), module, contentVersion, cycle, at },
          ...{ language: 'sv', score: 100, how: 'portal', attemptId: await idOf(number) },
        });
      await change(numbers, {});
    },

    /** They began a module at that moment. */
    begin: async (numbers: readonly string[], at: Date, module = 'varfor'): Promise<void> => {
      for (const number of numbers)
        await connection.collection('progress').insertOne({
          ...{ employeeId: await idOf(number), module, edition: '1', cycle: 1 },
          ...{ step: 1, reached: 1, exercisesDone: 0, startedAt: at, seenAt: at },
        });
      await change(numbers, {});
    },
  };
};
