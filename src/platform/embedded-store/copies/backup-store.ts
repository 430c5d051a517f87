import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { backup } from 'node:sqlite';
import { openSnapshot } from './open-snapshot.ts';

/** Makes a file's bytes, or a folder's names, outlast a loss of power. */
export const flush = (path: string): void => {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
};

const pagesAtATime = 1000;

/**
 * Copies a store as it is at one moment, whether or not a process runs it. The target appears when
 * it is whole, for its owner alone.
 *
 * @returns the size of the store in bytes
 * @throws when the target is there already, cannot be written, or the store cannot be read
 */
export const backupStore = async (
  file: string,
  target: string,
  onProgress: (done: number, total: number) => void,
): Promise<number> => {
  if (existsSync(target)) throw new Error(`${target} is there already.`);
  const unfinished = `${target}.unfinished`;
  const source = openSnapshot(file);
  try {
    closeSync(openSync(unfinished, 'w', 0o600));
    chmodSync(unfinished, 0o600);
    // The open transaction keeps the copy at its moment; without one each write would begin it anew.
    const pages = await backup(source, unfinished, {
      rate: pagesAtATime,
      progress: ({ totalPages, remainingPages }) =>
        onProgress(totalPages - remainingPages, totalPages),
    });
    flush(unfinished);
    renameSync(unfinished, target);
    flush(dirname(target));
    const [pageSize] = Object.values(source.prepare('PRAGMA page_size').get() ?? {});
    return pages * Number(pageSize);
  } finally {
    source.close();
    rmSync(unfinished, { force: true });
  }
};
