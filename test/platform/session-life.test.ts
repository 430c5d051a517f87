import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goodPassword, startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

const idleMinutes = 7;

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ environment: { SESSION_IDLE_MINUTES: String(idleMinutes) } });
});
afterAll(() => portal.close());

const sessions = () =>
  portal.services.store.connection.collection<{ _id: string; expires: Date }>('sessions');
/** express-session signs its cookie: `s:ID.signature`. */
const idOf = (visitor: Visitor) =>
  /^s:([^.]+)\./.exec(decodeURIComponent(visitor.cookies.get('portal.sid') ?? ''))?.[1] ?? '';
const isOut = async (visitor: Visitor) =>
  ((await visitor.get('/losenord')).headers.location ?? '').startsWith('/auth/login');

test('a session is another at sign-in and at step-up, and the old one is gone', async () => {
  const visitor = await portal.signIn('1001');
  const first = idOf(visitor);
  await visitor.follow(await portal.identify(visitor, '/auth/login', portal.person('1001')));
  const second = idOf(visitor);
  await visitor.follow(
    await portal.identify(visitor, '/auth/stepup?syfte=reset', portal.person('1001')),
  );
  const third = idOf(visitor);
  expect(new Set([first, second, third, '']).size).toBe(4);
  expect(await sessions().countDocuments({ _id: { $in: [first, second] } })).toBe(0);
  expect(await sessions().countDocuments({ _id: third })).toBe(1);
});

test('an ID that somebody planted is not taken over at sign-in', async () => {
  const visitor = portal.visitor();
  const attacker = await portal.signIn('1002');
  visitor.cookies.set('portal.sid', attacker.cookies.get('portal.sid') ?? '');
  await visitor.follow(await portal.identify(visitor, '/auth/login', portal.person('1001')));
  expect(idOf(visitor)).not.toBe(idOf(attacker));
  expect((await visitor.get('/losenord')).text).toContain('Anna Åström');
});

test('a reset ends every other session of the person and of nobody else', async () => {
  const [here, elsewhere, another] = [
    await portal.signIn('1003'),
    await portal.signIn('1003'),
    await portal.signIn('1002'),
  ];
  await here.follow(await portal.identify(here, '/auth/stepup?syfte=reset', portal.person('1003')));
  const before = idOf(here);
  await here.follow(await here.submit('/losenord/nytt', { password: goodPassword }));
  expect((await here.get('/kurs')).status).toBe(200);
  expect(idOf(here)).not.toBe(before);
  expect(await isOut(elsewhere)).toBe(true);
  expect(await isOut(another)).toBe(false);
});

test('a session ends when nobody has used it for the idle time, in the browser and in the store', async () => {
  const visitor = await portal.signIn('1004');
  const response = await visitor.get('/losenord');
  const cookie = String(response.headers['set-cookie']);
  const expires = Date.parse(/Expires=([^;]+)/.exec(cookie)?.[1] ?? '');
  expect(Math.abs(expires - Date.now() - idleMinutes * 60_000)).toBeLessThan(10_000);
  const stored = await sessions().findOne({ _id: idOf(visitor) });
  expect(stored?.expires).toBeInstanceOf(Date);
  const left = (stored?.expires.getTime() ?? 0) - Date.now();
  expect(Math.abs(left - idleMinutes * 60_000)).toBeLessThan(10_000);
  await sessions().updateOne({ _id: idOf(visitor) }, { $set: { expires: new Date() } });
  expect(await isOut(visitor)).toBe(true);
});

test('using it puts the end off', async () => {
  const visitor = await portal.signIn('1006');
  const sooner = new Date(Date.now() + 30_000);
  const past = new Date(Date.now() - 61_000);
  const aged = { expires: sooner, lastModified: past, 'session.signIn.signedInAt': past };
  await sessions().updateOne({ _id: idOf(visitor) }, { $set: aged });
  expect(await isOut(visitor)).toBe(false);
  const stored = await sessions().findOne({ _id: idOf(visitor) });
  expect(stored?.expires.getTime() ?? 0).toBeGreaterThan(sooner.getTime() + 60_000);
});

test('the pages of several tabs, opened at once, all have forms that work', async () => {
  const visitor = portal.visitor();
  await portal.identify(visitor, '/auth/login', portal.person('1001'));
  const pages = await Promise.all([1, 2, 3, 4].map(() => visitor.get('/losenord')));
  const tokens = pages.map(({ text }) => visitor.hidden(text, '_csrf'));
  expect(tokens[0]).toHaveLength(64);
  expect(new Set(tokens).size).toBe(1);
});

test('a page on its way does not bring back a session that has ended meanwhile', async () => {
  for (let wait = 0; wait < 10; wait += 1) {
    const visitor = portal.visitor();
    await portal.identify(visitor, '/auth/login', portal.person('1002'));
    const id = idOf(visitor);
    const pages = [1, 2, 3, 4].map(() => visitor.get('/losenord'));
    await pause(wait);
    await sessions().deleteOne({ _id: id });
    await Promise.all(pages);
    expect(await sessions().countDocuments({ _id: id })).toBe(0);
  }
});

test('the store lets ended sessions go', async () => {
  const [index] = (await sessions().indexes()).filter(({ key }) => 'expires' in key);
  expect(index?.expireAfterSeconds).toBe(0);
});
