import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { KeyRange } from './key-range.ts';

/** A document met through an index: its entry's key, its row and its BSON. */
export type FoundRow = readonly [key: Uint8Array, row: number, bytes: Uint8Array];

const smallestPage = 8;
const largestPage = 512;

/** Where to go on: the entry after which the next page begins. */
type Page = (range: KeyRange, after: FoundRow | undefined, size: number) => FoundRow[];

const paged = (
  prepare: (sql: string) => StatementSync,
  select: string,
  { key, row }: { key: string; row: string },
  backwards: boolean,
): Page => {
  const direction = backwards ? 'DESC' : 'ASC';
  const order = `ORDER BY ${key} ${direction}, ${row} ${direction} LIMIT ?`;
  const first = prepare(`${select} WHERE ${key} >= ? AND ${key} < ? ${order}`);
  const next = prepare(
    backwards
      ? `${select} WHERE ${key} >= ? AND (${key}, ${row}) < (?, ?) ${order}`
      : `${select} WHERE ${key} < ? AND (${key}, ${row}) > (?, ?) ${order}`,
  );
  return (range, after, size) => {
    const rows: unknown = after
      ? next.all(backwards ? range.from : range.to, after[0], after[1], size)
      : first.all(range.from, range.to, size);
    return rows as FoundRow[];
  };
};

/**
 * Reads an ordered table of keys page by page. Each page is a query of its own, so that nothing
 * stays open between pages: a reader may pause for minutes while others write.
 */
export const createEntryReader = (
  database: DatabaseSync,
  { select, count, key, row }: { select: string; count: string; key: string; row: string },
) => {
  const total = database.prepare(`${count} WHERE key >= ? AND key < ?`);
  const pages = new Map<boolean, Page>();
  const prepare = (sql: string): StatementSync => {
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  };
  const exactly = prepare(`${select} WHERE ${key} = ?`);
  const pageOf = (backwards: boolean): Page => {
    const known = pages.get(backwards);
    if (known) return known;
    const page = paged(prepare, select, { key, row }, backwards);
    pages.set(backwards, page);
    return page;
  };

  return {
    /** The entries of a range in order; `hint`: about how many will be wanted. */
    *read(range: KeyRange, backwards: boolean, hint: number): Generator<FoundRow> {
      const page = pageOf(backwards);
      let size = Math.min(Math.max(hint, 1), largestPage);
      let after: FoundRow | undefined;
      for (;;) {
        const rows = page(range, after, size);
        yield* rows;
        after = rows.at(-1);
        if (rows.length < size || !after) return;
        size = Math.min(Math.max(size * 4, smallestPage), largestPage);
      }
    },
    /** The one entry with this key, in an index where a key has one entry at most. */
    readOne: (wanted: Uint8Array): FoundRow | undefined =>
      exactly.get(wanted) as FoundRow | undefined,
    count: ({ from, to }: KeyRange): number => Number(Object.values(total.get(from, to) ?? {})[0]),
  };
};

export type EntryReader = ReturnType<typeof createEntryReader>;
