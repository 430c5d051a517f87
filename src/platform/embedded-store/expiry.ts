import { encodeKey } from './bson/key-encoder.ts';
import type { StoredDocument } from './storage/stored-document.ts';
import { rank } from './bson/type-rank.ts';
import type { Collection } from './storage/collection.ts';
import type { KeyRange } from './storage/key-range.ts';
import type { StoredIndex } from './storage/stored-index.ts';
import type { Store } from './store.ts';

/** Documents are removed this often, so that none outlives its time by a minute. */
const everyMilliseconds = 20_000;

/** So many at a time; between two portions other commands have their turn. */
const portion = 500;

/** The entries from the beginning of time to the last that has expired. */
const expiredRange = (index: StoredIndex, seconds: number, now: number): KeyRange => {
  const [field] = index.spec.fields;
  const [first, last] = [Buffer.from([rank.date]), encodeKey(new Date(now - seconds * 1000))];
  const invert = (key: Buffer): Buffer => Buffer.from(key.map((byte) => ~byte & 0xff));
  return field?.descending
    ? { from: invert(last), to: Buffer.from([0xff - rank.date + 1]) }
    : { from: first, to: last };
};

/** One portion of the documents that have expired by now, by row. */
const expired = (index: StoredIndex, now: number): Map<number, StoredDocument> => {
  const { expireAfterSeconds } = index.spec;
  if (expireAfterSeconds === undefined) return new Map();
  const range = expiredRange(index, expireAfterSeconds, now);
  const found = index.reader.read(range, false, portion).take(portion);
  return new Map(found.map((document) => [document.row, document]));
};

/** Removes one portion; answers whether it held something, and so more may be left. */
const expirePortion = (collection: Collection, index: StoredIndex, { commit }: Store): boolean => {
  try {
    const rows = expired(index, Date.now());
    if (rows.size === 0) return false;
    commit.begin();
    for (const document of rows.values()) collection.remove(document);
    commit.keep();
    return true;
  } catch (error) {
    // A full disk or a damaged page, say: the documents stay until the next time.
    commit.discard(error as Error);
    return false;
  }
};

/** Removes from time to time what the TTL indexes say has expired, and forgets idle cursors. */
export const startExpiry = (store: Store): (() => void) => {
  const pass = (): void => {
    const more = store.catalog
      .collections()
      .flatMap((collection) =>
        collection.indexes.map((index) => expirePortion(collection, index, store)),
      );
    if (more.includes(true)) setImmediate(pass);
    store.cursors.closeIdle(Date.now());
  };
  const timer = setInterval(pass, everyMilliseconds);
  return () => clearInterval(timer);
};
