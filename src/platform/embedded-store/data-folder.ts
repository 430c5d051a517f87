import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Where a running store is to be found; kept in the data folder. */
export interface StoreAddress {
  pid: number;
  socketPath: string;
}

const addressFile = (dataDir: string): string => join(dataDir, 'store.json');

export const databaseFile = (dataDir: string): string => join(dataDir, 'store.sqlite');

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

/** Makes the data folder, for its owner alone. @throws one line when it cannot be written */
export const prepareDataFolder = (dataDir: string): void => {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(`The data folder ${dataDir} cannot be written (${reasonOf(error)}).`, {
      cause: error,
    });
  }
};

/** The address a store wrote down, whether or not it still runs. */
export const readAddress = (dataDir: string): StoreAddress | undefined => {
  try {
    const parsed: unknown = JSON.parse(readFileSync(addressFile(dataDir), 'utf8'));
    return parsed as StoreAddress;
  } catch {
    return undefined;
  }
};

export const writeAddress = (dataDir: string, address: StoreAddress): void =>
  writeFileSync(addressFile(dataDir), `${JSON.stringify(address)}\n`, { mode: 0o600 });

export const removeAddress = (dataDir: string): void =>
  rmSync(addressFile(dataDir), { force: true });

/**
 * Takes the data folder for this process. The lock is the operating system's, held through an
 * empty SQLite file, so that it goes with the process however that ends.
 *
 * @throws when another process (or another store of this one) has the folder, naming it
 */
export const lockDataFolder = (dataDir: string): (() => void) => {
  const file = join(dataDir, 'store.lock');
  // Whoever can read it can hold it, and so keep the store from starting. One that is there is left
  // alone: a process that closes a file loses its locks on it (fcntl(2)).
  if (!existsSync(file)) writeFileSync(file, '', { mode: 0o600 });
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    const holder = readAddress(dataDir)?.pid;
    throw new Error(
      `The data folder ${dataDir} is in use by ${holder ? `process ${holder}` : 'another process'}.`,
      { cause: error },
    );
  }
  return () => lock.close();
};
