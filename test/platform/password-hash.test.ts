import { argon2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashPassword, matchesHash } from '../../src/platform/password-hash.ts';

test('a hash carries its cost and a salt of its own, and is matched by its password only', async () => {
  const [one, other] = await Promise.all([hashPassword('kvist salt'), hashPassword('kvist salt')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(one).not.toBe(other);
  expect(await matchesHash(one, 'kvist salt')).toBe(true);
  expect(await matchesHash(one, 'kvist salt ')).toBe(false);
});

test('the same letters match however a keyboard composes them', async () => {
  const hash = await hashPassword('båt och ål'.normalize('NFD'));
  expect(await matchesHash(hash, 'båt och ål'.normalize('NFC'))).toBe(true);
});

test('a hash made at another cost is still matched', async () => {
  const nonce = Buffer.from('0123456789abcdef');
  const cost = { memory: 64, passes: 3, parallelism: 2 };
  const tag = argon2Sync('argon2id', { message: 'kvist salt', nonce, tagLength: 32, ...cost });
  const text = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
  const hash = `$argon2id$v=19$m=64,t=3,p=2$${text(nonce)}$${text(tag)}`;
  expect(await matchesHash(hash, 'kvist salt')).toBe(true);
  expect(await matchesHash(hash.replace('t=3', 't=2'), 'kvist salt')).toBe(false);
});

test('a damaged hash is an error, not a wrong password', async () => {
  await expect(matchesHash('$argon2id$v=19$m=1', 'kvist salt')).rejects.toThrow(/cannot be read/);
});
