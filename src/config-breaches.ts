import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Keys } from './config-keys.ts';

const firstHash = (path: string): string => {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(40);
    return bytes.toString('latin1', 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
};

/** The file of breached passwords, if there is one; a fault is added to `problems`. */
export const breachFile = (env: Keys, problems: string[]): string | undefined => {
  const path = env.BREACHED_PASSWORDS_FILE && resolve(env.BREACHED_PASSWORDS_FILE);
  try {
    if (path && !/^[0-9A-F]{40}$/i.test(firstHash(path)))
      problems.push(`BREACHED_PASSWORDS_FILE: ${path} does not begin with a SHA-1 hash.`);
  } catch {
    problems.push(`BREACHED_PASSWORDS_FILE: ${path} cannot be read.`);
  }
  return path;
};
