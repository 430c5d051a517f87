import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isInBreachService } from '../../src/reset/breach-service.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

const password = 'kvist salt nordan ekorre';
const hash = createHash('sha1').update(password).digest('hex').toUpperCase();
const other = '0'.repeat(35);

/** Follows the documented interface of Pwned Passwords; the real one is never asked. */
let answer: (response: ServerResponse) => void;
const asked: string[] = [];
const service = createServer((request: IncomingMessage, response) => {
  asked.push(request.url ?? '');
  answer(response);
});
const knows = (count: number) => (response: ServerResponse) => {
  response.end(`${other}:3\r\n${hash.slice(5)}:${count}\r\n`);
};

let address: string;
let portal: TestPortal;
beforeAll(async () => {
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(service.address() as AddressInfo).port}/range/`;
  portal = await startTestPortal({ environment: { BREACHED_PASSWORDS_URL: address } });
});
afterAll(async () => {
  await portal.close();
  service.closeAllConnections();
  service.close();
});

const onPasswordPage = async (id: string) => {
  const visitor = await portal.signIn(id);
  const to = '/auth/stepup?syfte=reset';
  await visitor.follow(await portal.identify(visitor, to, portal.person(id)));
  return visitor;
};

test('a password that the service knows is refused; it is told five digits, once it is sent', async () => {
  answer = knows(42);
  const visitor = await onPasswordPage('1001');
  await visitor.submit('/losenord/nytt/regler', { password });
  await visitor.submit('/losenord/nytt', { password: 'Sommaren2024!' });
  expect(asked).toEqual([]);
  const refused = await visitor.submit('/losenord/nytt', { password });
  expect(refused.status).toBe(422);
  expect(refused.text).toMatch(/<li data-rule="not-breached" data-met="no">/);
  expect(asked).toEqual([`/range/${hash.slice(0, 5)}`]);
});

test('a line that is there for padding is no breach', async () => {
  answer = knows(0);
  expect(await isInBreachService(address, password)).toBe(false);
});

test.each([
  ['fails', '1002', (response: ServerResponse) => response.writeHead(503).end()],
  ['hangs up', '1003', (response: ServerResponse) => response.destroy()],
  ['says nothing', '1004', () => undefined],
])('a service that %s keeps nobody from a login, and the log tells', async (_what, id, does) => {
  answer = does;
  const before = portal.logText().length;
  const visitor = await onPasswordPage(id);
  const taken = await visitor.submit('/losenord/nytt', { password });
  expect(taken.headers.location).toBe('/losenord/klart');
  const log = portal.logText().slice(before);
  expect(log).toContain('without the service for breached ones');
  expect(log).not.toContain('nordan');
  expect(log).not.toContain(hash.slice(0, 5));
});
