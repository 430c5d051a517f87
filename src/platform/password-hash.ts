import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

type Cost = Pick<Argon2Parameters, 'memory' | 'passes' | 'parallelism'>;

/** OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane. Memory in KiB. */
const cost: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const tagBytes = 32;
const saltBytes = 16;

const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

const tagOf = (password: string, nonce: Buffer, { memory, passes, parallelism }: Cost) =>
  derive('argon2id', {
    // What looks the same is the same password, from whichever keyboard (RFC 8265, 4.2).
    message: password.normalize('NFC'),
    nonce,
    tagLength: tagBytes,
    memory,
    passes,
    parallelism,
  });

/**
 * Hashes a password with argon2id (RFC 9106, version 19). The result is a PHC string: it carries
 * its own salt and cost, so that the cost can be raised without touching older hashes.
 */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(saltBytes);
  const tag = await tagOf(password, salt, cost);
  const { memory, passes, parallelism } = cost;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
};

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/**
 * Was this hash made of this password?
 *
 * @throws when the hash is not one of `hashPassword`'s: the record is damaged.
 */
export const matchesHash = async (hash: string, password: string): Promise<boolean> => {
  const [, memory, passes, parallelism, salt, tag] = phc.exec(hash) ?? [];
  if (!salt || !tag) throw new Error('A stored password hash cannot be read.');
  const expected = Buffer.from(tag, 'base64');
  const actual = await tagOf(password, Buffer.from(salt, 'base64'), {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  });
  return expected.length === actual.length && timingSafeEqual(expected, actual);
};

/** As much work as a real comparison, for an account that has no password yet. */
export const pretendToMatch = async (password: string): Promise<false> => {
  await tagOf(password, Buffer.alloc(saltBytes), cost);
  return false;
};
