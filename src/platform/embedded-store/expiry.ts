import { encodeKey } from './bson/key-encoder.ts';
import { readPlain } from './bson/documents.ts';
import { rank } from './bson/type-rank.ts';
import type { Collection } from './storage/collection.ts';
import type { StoredIndex } from './storage/stored-index.ts';
import type { Store } from './store.ts';

/** Documents are removed this often, so that none outlives its time by a minute. */
const everyMilliseconds = 20_000;

/** So many at a time; between two portions other commands have their turn. */
const portion = 500;

const expiredIn = (index: StoredIndex, seconds: number, now: number) => {
  const [field] = index.spec.fields;
  const [first, last] = [Buffer.from([rank.date]), encodeKey(new Date(now - seconds * 1000))];
  const invert = (key: Buffer): Buffer => Buffer.from(key.map((byte) => ~byte & 0xff));
  return field?.descending
    ? { from: invert(last), to: Buffer.from([0xff - rank.date + 1]) }
    : { from: first, to: last };
};

/** Removes one portion of what has expired; answers whether there may be more. */
const expirePortion = (collection: Collection, index: StoredIndex, now: number): boolean => {
  const { expireAfterSeconds } = index.spec;
  if (expireAfterSeconds === undefined) return false;
  const range = expiredIn(index, expireAfterSeconds, now);
  const found = index.reader.read(range, false, portion);
  const rows = new Map([...found.take(portion)].map(([, row, bytes]) => [row, bytes]));
  for (const [row, bytes] of rows) collection.remove(row, readPlain(bytes));
  return rows.size > 0;
};

/** Removes what the TTL indexes say has expired, now and from time to time. */
export const startExpiry = ({ catalog, cursors, commit }: Store): (() => void) => {
  const pass = (): void => {
    const now = Date.now();
    cursors.closeIdle(now);
    const more = catalog.collections().flatMap((collection) =>
      collection.indexes
        .filter(({ spec }) => spec.expireAfterSeconds !== undefined)
        .map((index) => {
          commit.begin();
          return expirePortion(collection, index, now);
        }),
    );
    if (more.some(Boolean)) setImmediate(pass);
  };
  const timer = setInterval(pass, everyMilliseconds);
  return () => clearInterval(timer);
};
