import type { DatabaseSync } from 'node:sqlite';
import { nextPageSize, packedPages } from './packed-page.ts';
import type { StoredDocument } from './stored-document.ts';

const firstPage = 16;
let sorts = 0;

/**
 * Sorts more rows than memory should hold: keys and rows go into a temporary table, which SQLite
 * sorts on disk, and the documents are read in that order as they are asked for.
 */
export const createSpilledSort = (database: DatabaseSync, documents: string) => {
  const name = `sort_${++sorts}`;
  database.exec(`CREATE TEMP TABLE ${name}_in (key BLOB, row INTEGER)`);
  const insert = database.prepare(`INSERT INTO ${name}_in (key, row) VALUES (?, ?)`);

  const sort = (): void =>
    database.exec(`
      CREATE TEMP TABLE ${name} AS SELECT row FROM ${name}_in ORDER BY key, row;
      DROP TABLE ${name}_in;
    `);

  return {
    add: (key: Uint8Array, row: number): unknown => insert.run(key, row),

    /** The documents in order, from a position on; those that have gone meanwhile are left out. */
    *read(skip: number): Generator<StoredDocument> {
      sort();
      const total = Number(database.prepare(`SELECT count(*) AS total FROM ${name}`).get()?.total);
      const page = packedPages(
        database,
        `SELECT s.row AS row, d.bson AS bson FROM ${name} s CROSS JOIN ${documents} d ON d.row = s.row
         WHERE s.rowid > ? AND s.rowid <= ? ORDER BY s.rowid LIMIT ?`,
      );
      let after = skip;
      for (let size = firstPage; after < total;) {
        const found = page([after, after + size], size);
        yield* found?.documents ?? [];
        if (found) after += size;
        size = found ? nextPageSize(size, found.bytes) : 1;
      }
    },

    drop: (): void =>
      database.exec(`DROP TABLE IF EXISTS ${name}_in; DROP TABLE IF EXISTS ${name}`),
  };
};

export type SpilledSort = ReturnType<typeof createSpilledSort>;
