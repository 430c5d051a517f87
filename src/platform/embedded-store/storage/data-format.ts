import type { DatabaseSync } from 'node:sqlite';

/** The layout of the tables; a store written with a later one is refused. */
const formatVersion = 2;

/** Says whose file it is ("SPST"). Source: sqlite.org/fileformat2.html, offset 68. */
const applicationId = 0x53505354;

/** What brings a store from the version before to this one; version 0 is an empty file. */
const steps: Readonly<Record<number, string>> = {
  1: `
    CREATE TABLE collections (
      id INTEGER PRIMARY KEY, db TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (db, name)
    );
    CREATE TABLE indexes (
      id INTEGER PRIMARY KEY, collection INTEGER NOT NULL, description BLOB NOT NULL,
      array_fields TEXT NOT NULL DEFAULT '[]'
    );`,
  2: `PRAGMA application_id = ${applicationId};`,
};

const pragma = (database: DatabaseSync, name: string): number =>
  Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);

const isEmpty = (database: DatabaseSync): boolean =>
  database.prepare('SELECT 1 FROM sqlite_schema').get() === undefined;

/**
 * The data format of a file: 0 when nothing has been written to it yet.
 *
 * @throws when another program wrote it, or a later version of this one.
 */
export const dataFormat = (database: DatabaseSync): number => {
  const version = pragma(database, 'user_version');
  const owner = pragma(database, 'application_id');
  const isForeign =
    owner === 0 ? version > 1 || (version === 0 && !isEmpty(database)) : owner !== applicationId;
  if (isForeign) throw new Error('the file is no store: another program wrote it');
  if (version > formatVersion)
    throw new Error(
      `the store has data format ${version}, and this version reads up to ${formatVersion}: start the version that wrote it, or a later one`,
    );
  return version;
};

/** Brings an empty file or an older store to today's format: all steps, or none. */
export const bringUpToDate = (database: DatabaseSync): void => {
  const version = dataFormat(database);
  if (version === formatVersion) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    for (let next = version + 1; next <= formatVersion; next++) database.exec(steps[next] ?? '');
    database.exec(`PRAGMA user_version = ${formatVersion}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
};
