import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { checkTime } from '../time-limit.ts';
import type { KeyRange } from './key-range.ts';
import { nextPageSize, packedPages } from './packed-page.ts';
import { StoredDocument } from './stored-document.ts';

/** An entry of the table: its key and the row of its document. */
type Entry = readonly [key: Uint8Array, row: number];

/** Up to so many are read one by one, more of them packed. */
const smallPage = 16;
const largestFirstPage = 256;

interface Page {
  documents: Iterable<StoredDocument>;
  /** The last entry of the page; undefined when nothing comes after it. */
  last: Entry | undefined;
  bytes: number;
}

/** What is to be read: one range, from its beginning or after an entry. */
interface Place {
  sql: string;
  parameters: (Uint8Array | number)[];
}

export interface EntryTable {
  /** The table (and what it is joined with) that has the keys and the documents. */
  from: string;
  /** The table that has the keys, alone. */
  keys: string;
  key: string;
  row: string;
}

const placeOf = (
  { key, row }: EntryTable,
  { from, to }: KeyRange,
  backwards: boolean,
  after: Entry | undefined,
): Place => {
  if (!after) return { sql: `${key} >= ? AND ${key} < ?`, parameters: [from, to] };
  return backwards
    ? { sql: `${key} >= ? AND (${key}, ${row}) < (?, ?)`, parameters: [from, ...after] }
    : { sql: `${key} < ? AND (${key}, ${row}) > (?, ?)`, parameters: [to, ...after] };
};

/**
 * Reads an ordered table of keys page by page. Each page is a query of its own, so that nothing
 * stays open between pages: a reader may pause for minutes while others write.
 */
export const createEntryReader = (database: DatabaseSync, table: EntryTable) => {
  const { from, keys, key, row } = table;
  const total = database.prepare(`SELECT count(*) FROM ${keys} WHERE ${key} >= ? AND ${key} < ?`);
  const size = database.prepare(`SELECT total(length(${key}) + 8) FROM ${keys}`);
  const known = new Map<string, unknown>();
  const once = <T>(name: string, make: (sql: string) => T): T => {
    const made = (known.get(name) as T | undefined) ?? make(name);
    known.set(name, made);
    return made;
  };
  const rows = (sql: string): StatementSync => {
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  };
  const exactly = rows(`SELECT ${row}, d.bson FROM ${from} WHERE ${key} = ?`);

  const smallPageAt = ({ sql, parameters }: Place, order: string, size: number): Page => {
    const select = `SELECT ${key}, ${row}, d.bson FROM ${from} WHERE ${sql} ${order} LIMIT ?`;
    const found = once(select, rows).all(...parameters, size) as unknown as [
      ...Entry,
      Uint8Array,
    ][];
    const last = found.at(-1);
    return {
      documents: found.map(([, number, bytes]) => new StoredDocument(number, bytes)),
      last: last && found.length === size ? [last[0], last[1]] : undefined,
      bytes: found.reduce((sum, [, , bytes]) => sum + bytes.length, 0),
    };
  };

  const packedPageAt = (place: Place, order: string, size: number): Page | undefined => {
    const { sql, parameters } = place;
    const end = `SELECT ${key}, ${row} FROM ${keys} WHERE ${sql} ${order} LIMIT 1 OFFSET ?`;
    const select = `SELECT ${row} AS row, d.bson AS bson FROM ${from} WHERE ${sql} ${order} LIMIT ?`;
    const read = once(select, () => packedPages(database, select));
    const last = once(end, rows).get(...parameters, size - 1) as unknown as Entry | undefined;
    const page = read(parameters, size);
    return page && { ...page, last };
  };

  return {
    /** The documents of a range in order; `hint`: about how many will be wanted. */
    *read(range: KeyRange, backwards: boolean, hint: number): Generator<StoredDocument> {
      const direction = backwards ? 'DESC' : 'ASC';
      const order = `ORDER BY ${key} ${direction}, ${row} ${direction}`;
      let after: Entry | undefined;
      for (let size = Math.min(Math.max(hint, 1), largestFirstPage); ;) {
        checkTime();
        const place = placeOf(table, range, backwards, after);
        const page =
          size <= smallPage
            ? smallPageAt(place, order, size)
            : (packedPageAt(place, order, size) ?? smallPageAt(place, order, (size = 1)));
        yield* page.documents;
        after = page.last;
        if (!after) return;
        size = nextPageSize(size, page.bytes);
      }
    },
    /** The one document with this key, in an index where a key has one entry at most. */
    readOne(wanted: Uint8Array): StoredDocument | undefined {
      const found = exactly.get(wanted) as unknown as [number, Uint8Array] | undefined;
      return found && new StoredDocument(...found);
    },
    /** What keys and row numbers take, roughly. */
    bytes: (): number => Number(Object.values(size.get() ?? {})[0]),
    count: ({ from: low, to: high }: KeyRange): number =>
      Number(Object.values(total.get(low, high) ?? {})[0]),
  };
};

export type EntryReader = ReturnType<typeof createEntryReader>;
