import type { Collection, Document } from 'mongodb';
import { openStoreForTests } from './open-store.ts';

/** Documents whose `n` is ten times their `_id`. */
export const numbered = (...ids: number[]): Document[] => ids.map((_id) => ({ _id, n: _id * 10 }));

/** Runs a pipeline that writes. */
export const written = async (source: Collection, ...pipeline: Document[]): Promise<Document[]> =>
  await source.aggregate(pipeline).toArray();

/** A store for all tests of a file about stages that write. */
export const openOutputStore = () => {
  const store = openStoreForTests();
  return {
    ...store,
    /** All a collection holds, in the order of `_id`. */
    contents: async (name: string, db = store.db().databaseName): Promise<Document[]> =>
      await store.client().db(db).collection(name).find().sort({ _id: 1 }).toArray(),
  };
};
