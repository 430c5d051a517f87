import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { bringUpToDate, dataFormat } from './data-format.ts';

/** A tool that copies the file may hold it for a moment. */
const lockWaitMilliseconds = 2000;

/*
 * WAL with synchronous=FULL: a commit returns when the log is on disk. The cache is bounded, and
 * the log is folded back into the file every 16 MB.
 */
const settings = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -16384;
  PRAGMA wal_autocheckpoint = 4096;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA temp_store = MEMORY;
`;

const readerSettings = `
  PRAGMA cache_size = -16384;
  PRAGMA temp_store = FILE;
`;

/** Two of the largest documents; what is read as one piece stays below it. */
const limits = { length: 32 * 1024 * 1024 };

/**
 * Opens the file that holds everything, and makes it on first use.
 *
 * @throws when the file is no store, is damaged, or was written by a later version. An older one is brought up to date.
 */
export const openDatabase = (file: string): DatabaseSync => {
  // SQLite gives its log the file's own mode: for the owner only, whatever the umask.
  closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file, { timeout: lockWaitMilliseconds, limits });
  try {
    dataFormat(database); // before anything of the file is changed
    database.exec(settings);
    bringUpToDate(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
};

/** Another connection to an open store, which reads and never writes. */
export const openForReading = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file, {
    timeout: lockWaitMilliseconds,
    limits,
    readOnly: true,
  });
  database.exec(readerSettings);
  return database;
};

/** Folds the log into the file and closes it. */
export const closeDatabase = (database: DatabaseSync): void => {
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // On a full disk the log stays as it is, and the next start reads it.
  }
  database.close();
};
