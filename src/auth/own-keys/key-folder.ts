import {
  chownSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { KeyPairPem } from '../../platform/key-pair.ts';
import { openFileMode } from '../../platform/open-file-mode.ts';

/**
 * `next` has been announced, `current` signs, `retiring` only opens what was encrypted for it
 * before.
 */
const keyState = z.enum(['next', 'current', 'retiring']);

const listing = z.strictObject({
  keys: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]{1,64}$/),
      state: keyState,
      since: z.iso.datetime(),
    }),
  ),
});

export type KeyState = z.infer<typeof keyState>;
export type ListedKey = z.infer<typeof listing>['keys'][number];

const indexFile = (dir: string) => join(dir, 'keys.json');
export const keyFile = (dir: string, id: string) => join(dir, `${id}.key.pem`);
const certificateFile = (dir: string, id: string) => join(dir, `${id}.cert.pem`);

const textOf = (dir: string): string | null => {
  try {
    return readFileSync(indexFile(dir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

const parse = (text: string, dir: string): ListedKey[] => {
  try {
    return listing.parse(JSON.parse(text)).keys;
  } catch (cause) {
    throw new Error(`${indexFile(dir)} is not a list of keys.`, { cause });
  }
};

/**
 * The keys of the folder as keys.json lists them; none where there is no such file.
 *
 * @throws naming the file when it cannot be read.
 */
export const listKeys = (dir: string): ListedKey[] => parse(textOf(dir) ?? '{"keys":[]}', dir);

/** Text that changes whenever the list does; null while there is none. */
export const keyListing = textOf;

/** Files of a folder belong to whoever it belongs to, also when root made them. */
const giveToOwner = (dir: string, path: string): void => {
  const { uid, gid } = statSync(dir);
  if (process.getuid?.() === 0) chownSync(path, uid, gid);
};

/** Written beside and then moved into its place: who reads meanwhile sees the old or the new. */
const writeWhole = (dir: string, path: string, text: string): void => {
  const beside = `${path}.${process.pid}.new`;
  writeFileSync(beside, text, { mode: 0o600 });
  giveToOwner(dir, beside);
  renameSync(beside, path);
};

export const writeListing = (dir: string, keys: ListedKey[]): void =>
  writeWhole(dir, indexFile(dir), `${JSON.stringify({ keys }, null, 2)}\n`);

/** Writes a pair that no listing names yet, into a folder that is made when it is missing. */
export const writePair = (dir: string, id: string, pair: KeyPairPem): void => {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeWhole(dir, keyFile(dir, id), pair.privateKeyPem);
  writeWhole(dir, certificateFile(dir, id), pair.certificatePem);
};

export const removePair = (dir: string, id: string): void => {
  for (const path of [keyFile(dir, id), certificateFile(dir, id)]) rmSync(path, { force: true });
};

/**
 * @throws naming the file when it cannot be read or is open to others.
 */
export const readPair = (dir: string, id: string): KeyPairPem => {
  const path = keyFile(dir, id);
  const fault = openFileMode(path);
  if (fault) throw new Error(`${path} ${fault}`);
  return {
    privateKeyPem: readFileSync(path, 'utf8'),
    certificatePem: readFileSync(certificateFile(dir, id), 'utf8'),
  };
};
