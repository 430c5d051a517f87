import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { dataFormat } from '../storage/data-format.ts';

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
  const database = new DatabaseSync(file, { readOnly: true, timeout: 2000 });
  try {
    database.exec('BEGIN');
    dataFormat(database); // the first read fixes the moment
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
};
