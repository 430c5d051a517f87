import { copyFileSync, chmodSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { databaseFile, lockDataFolder, prepareDataFolder } from '../data-folder.ts';
import { closeDatabase, openDatabase } from '../storage/database.ts';
import { flush } from './backup-store.ts';
import { verifyStore, type Verification, type VerifyProgress } from './verify-store.ts';

export interface Restored extends Verification {
  /** Where the store that was there has been put. */
  before: string | undefined;
}

const logOf = (file: string): string => `${file}-wal`;

/** Folds the log of the store that was there into its file; one too damaged for that keeps it. */
const foldLog = (file: string): void => {
  try {
    closeDatabase(openDatabase(file));
  } catch {
    // It is put aside as it is.
  }
};

const putAside = (dataDir: string, file: string): string | undefined => {
  if (!existsSync(file)) return undefined;
  foldLog(file);
  const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const before = join(dataDir, `store-before-${stamp}.sqlite`);
  linkSync(file, before);
  // A log that stays behind would be read into the file that comes.
  if (existsSync(logOf(file))) renameSync(logOf(file), logOf(before));
  rmSync(`${file}-shm`, { force: true });
  return before;
};

/**
 * Puts a backup in the place of a data folder's store. The backup is checked first, in full; what
 * was there is kept beside it.
 *
 * @throws when a process runs the store, the backup has a fault, or a store is there and `replace`
 * is not given; nothing is changed then.
 */
export const restoreStore = (
  source: string,
  { dataDir, replace }: { dataDir: string; replace: boolean },
  onProgress: VerifyProgress,
): Restored => {
  if (!existsSync(source)) throw new Error(`There is no backup ${source}.`);
  prepareDataFolder(dataDir);
  const unlock = lockDataFolder(dataDir);
  const file = databaseFile(dataDir);
  const incoming = `${file}.incoming`;
  try {
    if (existsSync(file) && !replace)
      throw new Error(`${dataDir} holds a store already. With --replace it is put aside.`);
    copyFileSync(source, incoming);
    chmodSync(incoming, 0o600);
    const verification = verifyStore(incoming, onProgress);
    if (verification.faults.length > 0)
      throw new Error(`The backup is damaged:\n${verification.faults.join('\n')}`);
    flush(incoming);
    const before = putAside(dataDir, file);
    renameSync(incoming, file);
    flush(dataDir);
    return { ...verification, before };
  } finally {
    for (const end of ['', '-wal', '-shm']) rmSync(incoming + end, { force: true });
    unlock();
  }
};
