import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { dataFormat } from '../storage/data-format.ts';

const begin = (location: string | URL): DatabaseSync => {
  const database = new DatabaseSync(location, { readOnly: true, timeout: 2000 });
  try {
    database.exec('BEGIN');
    dataFormat(database); // the first read fixes the moment
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
};

/** Without its log's files, which a disk that may only be read does not let SQLite make. */
const unchanging = (file: string): URL => {
  const url = pathToFileURL(file);
  url.searchParams.set('immutable', '1');
  return url;
};

/** Result code SQLITE_CANTOPEN. Source: sqlite.org/rescode.html. */
const cannotOpen = 14;

/**
 * Opens a store's file for reading, whether or not a process runs it: all that is read is of one
 * moment, however long the reading takes, and nobody waits for it.
 *
 * Not for the process that runs the store: closing a file lets go of all its locks (fcntl(2)).
 *
 * @throws when there is none, or it is none of ours, or of a later version
 */
export const openSnapshot = (file: string): DatabaseSync => {
  if (!existsSync(file)) throw new Error(`There is no store: ${file} does not exist.`);
  try {
    return begin(file);
  } catch (error) {
    const { errcode } = error as { errcode?: number };
    if (errcode !== cannotOpen || existsSync(`${file}-wal`)) throw error;
    return begin(unchanging(file));
  }
};
