import { type Db, MongoClient, type ObjectId } from 'mongodb';
import { startEmbeddedStore } from '../../src/platform/embedded-store/index.ts';

const completionsEach = 8;
/** The completions of the first so many employees are a group of their own: 2,200 × 8 = 17,600. */
export const pilotEmployees = 2200;

const batchSize = 2000;
const day = 24 * 60 * 60 * 1000;
const firstDay = Date.UTC(2026, 0, 1);

export interface Employee {
  _id?: ObjectId;
  number: string;
  name: string;
  email: string;
  unit: string;
  status: 'active' | 'left';
  changedAt: Date;
}

export interface Completion {
  _id?: ObjectId;
  employee: string;
  module: string;
  unit: string;
  wave: 'pilot' | 'all';
  points: number;
  seconds: number;
  passed: boolean;
  completedAt: Date;
}

export const employeeNumber = (index: number): string => `E${String(index).padStart(7, '0')}`;

const unitOf = (index: number): string => `unit-${index % 300}`;

export const employeeOf = (index: number): Employee => ({
  number: employeeNumber(index),
  name: `Förnamn${index} Efternamn${index % 977}`,
  email: `${employeeNumber(index)}@kommun.example`,
  unit: unitOf(index),
  status: index % 50 === 0 ? 'left' : 'active',
  changedAt: new Date(firstDay + (index % 365) * day),
});

/** The n-th of an employee's completions; the days are spread so that they do not come in order. */
const completionOf = (index: number, module: number): Completion => ({
  employee: employeeNumber(index),
  module: `module-${module}`,
  unit: unitOf(index),
  wave: index < pilotEmployees ? 'pilot' : 'all',
  points: (index * 7 + module) % 11,
  seconds: 60 + ((index * 31 + module * 17) % 900),
  passed: (index + module) % 9 !== 0,
  completedAt: new Date(firstDay + (((index * 7919 + module * 104729) % 31_536_000) + 1) * 1000),
});

/** Inserts what `make` makes of 0 … count - 1, so many documents at a time. */
export const insertAll = async <T extends object>(
  db: Db,
  name: string,
  count: number,
  make: (index: number) => T[],
): Promise<void> => {
  let batch: T[] = [];
  for (let index = 0; index < count; index++) {
    batch.push(...make(index));
    if (batch.length < batchSize && index < count - 1) continue;
    await db.collection<T>(name).insertMany(batch as never[], { ordered: false });
    batch = [];
  }
};

/** Fills a store in a data folder with employees and their completions, and closes it. */
export const fillStore = async (dataDir: string, employees: number): Promise<void> => {
  const store = await startEmbeddedStore({ dataDir });
  const client = await MongoClient.connect(store.uri);
  const db = client.db();
  await insertAll(db, 'employees', employees, (index) => [employeeOf(index)]);
  await insertAll(db, 'completions', employees, (index) =>
    Array.from({ length: completionsEach }, (_, module) => completionOf(index, module)),
  );
  await db.collection('employees').createIndexes([{ key: { number: 1 }, unique: true }]);
  await db
    .collection('completions')
    .createIndexes([
      { key: { employee: 1, module: 1 }, unique: true },
      { key: { wave: 1 } },
      { key: { completedAt: 1 } },
    ]);
  await client.close();
  await store.close();
};
