import type { DatabaseSync } from 'node:sqlite';
import { CommandError } from '../command-error.ts';
import { checkTime } from '../time-limit.ts';
import { createEntryReader } from './entry-reader.ts';
import { nextPageSize, packedPages } from './packed-page.ts';
import { StoredDocument } from './stored-document.ts';

const firstPage = 64;
const firstRow = Number.MIN_SAFE_INTEGER;
const lastRow = Number.MAX_SAFE_INTEGER;

export const documentTableName = (id: number): string => `documents_${id}`;

export const createDocumentTable = (database: DatabaseSync, id: number): void =>
  database.exec(
    `CREATE TABLE ${documentTableName(id)} (row INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, bson BLOB NOT NULL)`,
  );

/** The documents of one collection: BSON by row, and by the key of `_id`. */
export const openDocumentTable = (database: DatabaseSync, id: number, namespace: string) => {
  const table = documentTableName(id);
  const insert = database.prepare(`INSERT INTO ${table} (key, bson) VALUES (?, ?)`);
  const replace = database.prepare(`UPDATE ${table} SET bson = ? WHERE row = ?`);
  const remove = database.prepare(`DELETE FROM ${table} WHERE row = ?`);
  const byRow = database.prepare(`SELECT bson FROM ${table} WHERE row = ?`);
  const byKey = database.prepare(`SELECT row FROM ${table} WHERE key = ?`);
  const total = database.prepare(`SELECT count(*) AS total FROM ${table}`);
  const size = database.prepare(`SELECT total(length(bson)) AS total FROM ${table}`);
  const pages = new Map<boolean, ReturnType<typeof packedPages>>();
  const pagesOf = (descending: boolean): ReturnType<typeof packedPages> => {
    const known = pages.get(descending);
    if (known) return known;
    const order = descending ? 'row < ? ORDER BY row DESC' : 'row > ? ORDER BY row';
    const made = packedPages(database, `SELECT row, bson FROM ${table} WHERE ${order} LIMIT ?`);
    pages.set(descending, made);
    return made;
  };

  return {
    /** @throws CommandError 11000 when a document has this `_id` already. */
    refuseDuplicate(key: Uint8Array, id: unknown): void {
      if (!byKey.get(key)) return;
      throw new CommandError(
        'DuplicateKey',
        `E11000 duplicate key error collection: ${namespace} index: _id_ dup key: { _id: … }`,
        { keyPattern: { _id: 1 }, keyValue: { _id: id } },
      );
    },
    insert: (key: Uint8Array, bytes: Uint8Array): number =>
      Number(insert.run(key, bytes).lastInsertRowid),
    replace: (row: number, bytes: Uint8Array): unknown => replace.run(bytes, row),
    remove: (row: number): unknown => remove.run(row),
    byRow: (row: number): Uint8Array | undefined => byRow.get(row)?.bson as Uint8Array | undefined,
    count: (): number => Number(total.get()?.total),
    bytes: (): number => Number(size.get()?.total),

    /** All documents in the order they came in (or the other way), page by page. */
    *scan(descending: boolean): Generator<StoredDocument> {
      const read = pagesOf(descending);
      let after = descending ? lastRow : firstRow;
      for (let size = firstPage; ;) {
        checkTime();
        const page = read([after], size);
        let met = 0;
        for (const document of page?.documents ?? []) {
          after = document.row;
          met++;
          yield document;
        }
        if (page && met < size) return;
        size = page ? nextPageSize(size, page.bytes) : 1;
      }
    },

    reader: createEntryReader(database, {
      from: `${table} d`,
      keys: `${table} d`,
      key: 'd.key',
      row: 'd.row',
    }),
  };
};
