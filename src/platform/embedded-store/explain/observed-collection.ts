import type { Collection } from '../storage/collection.ts';
import type { EntryReader } from '../storage/entry-reader.ts';

/** What running a plan looked at. */
export interface Examined {
  keys: number;
  documents: number;
}

function* noting<T>(items: Iterable<T>, note: () => void): Generator<T> {
  for (const item of items) {
    note();
    yield item;
  }
}

/** The collection as it is, and a count of the keys and documents that are read from it. */
export const observed = (
  collection: Collection,
): { collection: Collection; examined: Examined } => {
  const examined: Examined = { keys: 0, documents: 0 };
  const both = (): void => {
    examined.keys++;
    examined.documents++;
  };
  const watched = (reader: EntryReader): EntryReader => ({
    ...reader,
    read: (...args) => noting(reader.read(...args), both),
    readOne: (wanted) => {
      const found = reader.readOne(wanted);
      if (found) both();
      return found;
    },
    count: (range) => {
      const total = reader.count(range);
      examined.keys += total;
      return total;
    },
  });
  const { documents, indexes } = collection;
  const seen: Collection = {
    ...collection,
    documents: {
      ...documents,
      reader: watched(documents.reader),
      scan: (descending) => noting(documents.scan(descending), () => examined.documents++),
    },
    indexes: indexes.map((index) => ({ ...index, reader: watched(index.reader) })),
  };
  return { collection: seen, examined };
};
