import type { DatabaseSync } from 'node:sqlite';
import type { ReadDocument } from '../query/filter-reader.ts';
import type { Collection } from '../storage/collection.ts';
import { entryTableName, type StoredIndex } from '../storage/stored-index.ts';

/** Compares one index with the documents as they are met. */
const compareIndex = (database: DatabaseSync, index: StoredIndex) => {
  const table = entryTableName(index.id);
  const has = database.prepare(`SELECT 1 FROM ${table} WHERE key = ? AND row = ?`);
  const total = database.prepare(`SELECT count(*) AS total FROM ${table}`);
  const counts = { met: 0, missing: 0 };
  return {
    meet(document: ReadDocument, row: number): void {
      for (const { key } of index.entriesOf(document).entries)
        counts[has.get(key, row) ? 'met' : 'missing']++;
    },
    faults(): string[] {
      const surplus = Number(total.get()?.total) - counts.met;
      const { missing } = counts;
      return [
        ...(missing > 0 ? [`${missing} entries are missing`] : []),
        ...(surplus > 0 ? [`${surplus} entries belong to no document`] : []),
      ].map((text) => `index ${index.spec.name}: ${text}`);
    },
  };
};

/** Compares all indexes of a collection with its documents: every entry is there, and no other. */
export const compareIndexes = (database: DatabaseSync, collection: Collection) => {
  const compared = collection.indexes.map((index) => compareIndex(database, index));
  return {
    meet: (document: ReadDocument, row: number): void =>
      compared.forEach((index) => index.meet(document, row)),
    faults: (): string[] => compared.flatMap((index) => index.faults()),
  };
};
