import type { Document } from 'mongodb';
import { openStoreForTests } from './open-store.ts';

/** A document and the update it gets. */
export interface PositionalCase {
  document: object;
  filter?: object;
  update: object;
  arrayFilters?: object[];
}

/** A store for all tests of a file about positions in arrays. */
export const openPositionalStore = () => {
  const store = openStoreForTests();
  return {
    ...store,
    /** What an update makes of its document, without `_id`. */
    updated: async (given: PositionalCase): Promise<Document | null> => {
      const { document, filter = {}, update, arrayFilters } = given;
      const things = await store.collectionOf(document);
      await things.updateOne(filter, update, arrayFilters ? { arrayFilters } : {});
      return await things.findOne({}, { projection: { _id: 0 } });
    },
  };
};
