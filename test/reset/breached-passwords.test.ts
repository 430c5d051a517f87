import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isInBreachFile } from '../../src/reset/breached-passwords.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

const dir = mkdtempSync(join(tmpdir(), 'portal-breaches-'));
const path = join(dir, 'pwned-passwords.txt');

const breached = Array.from({ length: 300 }, (_, number) => `kvist salt nordan ekorre ${number}`);
const hashes = breached
  .map((password) => createHash('sha1').update(password).digest('hex').toUpperCase())
  .sort();
const withCounts = (end: string) =>
  hashes.map((hash, number) => `${hash}:${10 ** (number % 10)}${end}`).join('');

let portal: TestPortal;
beforeAll(async () => {
  writeFileSync(path, withCounts('\r\n'));
  portal = await startTestPortal({ environment: { BREACHED_PASSWORDS_FILE: path } });
});
afterAll(async () => {
  await portal.close();
  rmSync(dir, { recursive: true });
});

test.each([
  ['counts and CR LF', withCounts('\r\n')],
  ['counts and LF', withCounts('\n')],
  ['hashes alone', hashes.join('\n')],
  ['small letters', hashes.join('\n').toLowerCase()],
])('in a file with %s every password of it is found, and no other', async (_form, content) => {
  const file = join(dir, 'other.txt');
  writeFileSync(file, content);
  const found = await Promise.all(breached.map((password) => isInBreachFile(file, password)));
  expect(found).not.toContain(false);
  const others = breached.map((password) => isInBreachFile(file, `${password} `));
  expect(await Promise.all(others)).not.toContain(true);
});

test('a file that is something else is told apart, and an empty one holds nothing', async () => {
  const file = join(dir, 'other.txt');
  writeFileSync(file, 'lösenord\n'.repeat(100));
  await expect(isInBreachFile(file, 'lösenord')).rejects.toThrow('no SHA-1 hash');
  writeFileSync(file, '');
  expect(await isInBreachFile(file, 'lösenord')).toBe(false);
});

const onPasswordPage = async (id: string, language: string) => {
  const visitor = await portal.signIn(id, language);
  const to = '/auth/stepup?syfte=reset';
  await visitor.follow(await portal.identify(visitor, to, portal.person(id)));
  return visitor;
};

test.each([
  ['sv', '1001', 'Det har läckt ut från något annat ställe. Välj ett helt annat.'],
  ['en', '1002', 'It is known from a data breach elsewhere. Choose a completely different one.'],
])('a breached password is refused, and another taken (%s)', async (language, id, why) => {
  const visitor = await onPasswordPage(id, language);
  const refused = await visitor.submit('/losenord/nytt', { password: breached[7] ?? '' });
  expect(refused.status).toBe(422);
  expect(refused.text).toMatch(/<li data-rule="not-breached" data-met="no">/);
  expect(refused.text.match(/data-met="no"/g)).toHaveLength(1);
  expect(refused.text).toContain(why);
  const taken = await visitor.submit('/losenord/nytt', { password: 'moln hjortron mossa båt' });
  expect(taken.headers.location).toBe('/losenord/klart');
});

test('a file that can no longer be read keeps nobody from a login, and the log tells', async () => {
  const visitor = await onPasswordPage('1003', 'sv');
  rmSync(path);
  const taken = await visitor.submit('/losenord/nytt', { password: breached[7] ?? '' });
  expect(taken.headers.location).toBe('/losenord/klart');
  expect(portal.logText()).toContain('without the file of breached ones');
  expect(portal.logText()).not.toContain('nordan');
});
