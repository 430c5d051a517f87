import type { DatabaseSync } from 'node:sqlite';
import { CommandError } from '../command-error.ts';
import { createEntryReader } from './entry-reader.ts';

/** A document as it is stored: its row and its BSON. */
export interface StoredRow {
  row: number;
  bytes: Uint8Array;
}

const pageSize = 256;
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
  const rows = (sql: string) => {
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  };
  const insert = database.prepare(`INSERT INTO ${table} (key, bson) VALUES (?, ?)`);
  const replace = database.prepare(`UPDATE ${table} SET bson = ? WHERE row = ?`);
  const remove = database.prepare(`DELETE FROM ${table} WHERE row = ?`);
  const byRow = database.prepare(`SELECT bson FROM ${table} WHERE row = ?`);
  const byKey = database.prepare(`SELECT row FROM ${table} WHERE key = ?`);
  const total = database.prepare(`SELECT count(*) AS total FROM ${table}`);
  const forwards = rows(`SELECT row, bson FROM ${table} WHERE row > ? ORDER BY row LIMIT ?`);
  const backwards = rows(`SELECT row, bson FROM ${table} WHERE row < ? ORDER BY row DESC LIMIT ?`);

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

    /** All documents in the order they came in (or the other way), page by page. */
    *scan(descending: boolean): Generator<StoredRow> {
      let after = descending ? lastRow : firstRow;
      for (;;) {
        const page = (descending ? backwards : forwards).all(after, pageSize) as unknown as [
          number,
          Uint8Array,
        ][];
        for (const [row, bytes] of page) yield { row, bytes };
        const last = page.at(-1);
        if (page.length < pageSize || !last) return;
        after = last[0];
      }
    },

    reader: createEntryReader(database, {
      select: `SELECT d.key, d.row, d.bson FROM ${table} d`,
      count: `SELECT count(*) FROM ${table}`,
      key: 'd.key',
      row: 'd.row',
    }),
  };
};
