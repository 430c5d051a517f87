import { CommandError } from '../command-error.ts';

/** Result codes whose lowest byte says what kind they are. Source: sqlite.org/rescode.html. */
const readOnly = 8;
const inputOutput = 10;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const notADatabase = 26;

const repair =
  'Check it with "npm run store -- verify" and put a backup in its place with "npm run store -- restore".';

const words: Readonly<Record<number, string>> = {
  [readOnly]: "The store's file may only be read: nothing was changed.",
  [inputOutput]: "The store's file cannot be read or written; nothing was changed.",
  [corrupt]: `The store's file is damaged. ${repair}`,
  [full]: 'The disk is full: nothing was changed. Reading goes on.',
  [cannotOpen]: "The store's file cannot be opened.",
  [notADatabase]: `The store's file is damaged or was written by another program. ${repair}`,
};

const kindOf = (error: Error): number | undefined =>
  'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;

/** What a fault of the file means and what to do, with SQLite's own words; other faults as they are. */
export const storageFaultText = (error: Error): string => {
  const text = words[kindOf(error) ?? 0];
  return text === undefined ? error.message : `${text} (${error.message})`;
};

/** An unexpected error as the answer to a command. */
export const storageFault = (error: Error): CommandError =>
  new CommandError(
    kindOf(error) === full ? 'OutOfDiskSpace' : 'InternalError',
    storageFaultText(error),
  );
