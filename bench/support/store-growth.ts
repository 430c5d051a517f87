import type { Db } from 'mongodb';
import { type Employee, employeeNumber, employeeOf, insertAll } from './store-data.ts';
import { perSecond } from './store-figures.ts';

const operations = 5000;

/** Indexed work on collections of growing size, in microseconds per operation, one at a time. */
export const measureGrowth = async (db: Db, sizes: readonly number[]) => {
  const rows = [];
  // The first size is measured twice, and its first figures, of code not yet warm, are let go.
  for (const documents of [...sizes.slice(0, 1), ...sizes]) {
    const name = `growth${documents}`;
    const collection = db.collection<Employee>(name);
    await collection.createIndexes([{ key: { number: 1 }, unique: true }]);
    await insertAll(db, name, documents, (index) => [employeeOf(index)]);
    const numberOf = (index: number) => employeeNumber((Math.abs(index) * 7919 + 13) % documents);
    const microseconds = async (operation: (index: number) => Promise<unknown>) =>
      Math.round(1e6 / (await perSecond(operations, 1, operation)));
    rows.push({
      documents,
      findOne: await microseconds((index) => collection.findOne({ number: numberOf(index) })),
      range: await microseconds((index) =>
        collection
          .find({ number: { $gte: numberOf(index) } })
          .sort({ number: 1 })
          .limit(10)
          .toArray(),
      ),
      update: await microseconds((index) =>
        collection.updateOne({ number: numberOf(index) }, { $set: { changedAt: new Date(index) } }),
      ),
      insert: await microseconds((index) =>
        collection.insertOne(employeeOf(documents + operations + index)),
      ),
    });
    await collection.drop();
  }
  return rows.slice(1);
};
