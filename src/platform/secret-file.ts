import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The bytes of a secret: text in the file, without the line break at its end.
 *
 * @throws when the file cannot be read.
 */
export const readSecret = (path: string): Buffer =>
  Buffer.from(readFileSync(path, 'utf8').trim(), 'utf8');

/** The secret in the file, made of 32 random bytes the first time; only its owner can read it. */
export const readOrCreateSecret = (path: string): Buffer => {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return readSecret(path);
};
