import { afterEach, beforeEach, expect, test } from 'vitest';
import { attributeName } from '../../src/dev/identity-provider/saml-names.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { strangersPersonalNumber } from '../support/small-roster.ts';
import { auditOf, lastRefusal } from './watch-portal.ts';

let portal: TestPortal;
beforeEach(async () => {
  portal = await startTestPortal();
});
afterEach(() => portal.close());

const numberOf = (id: string) => portal.person(id).personalNumber;

/** The person has a new number, and the identity provider tells which they had before. */
const come = async (id: string, previous: string | string[] = numberOf(id)) => {
  const attributes = {
    [attributeName.personalIdentityNumber]: strangersPersonalNumber,
    [attributeName.previousPersonalIdentityNumber]: previous,
  };
  const visitor = portal.visitor();
  const who = portal.person(id);
  return { visitor, response: await portal.identify(visitor, '/auth/login', who, { attributes }) };
};

const waiting = () => portal.services.auth.relinks.waiting();

/** IT decides about the first who waits. */
const decide = async (beslut: string) => {
  const it = await portal.signInAndReset('3002');
  const list = await it.get('/nummerbyten');
  const form = { id: it.hidden(list.text, 'id'), beslut };
  const answer = await it.follow(await it.submit('/nummerbyten', form));
  return { it, list: list.text, form, answer: answer.text };
};

test('a new number lets nobody in by itself; IT is asked, once', async () => {
  const { visitor, response } = await come('1002');
  expect(response.status).toBe(403);
  expect(response.text).toContain('personnummer är ett annat än förut');
  expect(visitor.cookies.has('portal.sid')).toBe(false);
  expect(await lastRefusal(portal)).toBe('PERSON_RELINK');
  await come('1002');
  expect(await waiting()).toHaveLength(1);
});

test('after IT has approved it the new number is the one, the old sessions are over, and all is audited', async () => {
  const old = await portal.signInAndReset('1002');
  await come('1002');
  const { list, answer } = await decide('confirm');
  expect(list).toContain('Bo Öberg');
  for (const number of [numberOf('1002'), strangersPersonalNumber])
    expect(list).not.toContain(number);
  expect(answer).toContain('Personen kan logga in nu');
  const [last] = await auditOf(portal);
  expect(last).toMatchObject({ action: 'relink.confirmed' });
  expect((await old.get('/kurs')).headers.location).toMatch(/^\/auth\/login/);
  const { visitor, response } = await come('1002');
  expect(response.status).toBe(303);
  expect((await visitor.open('/kurs')).text).toContain('Bo Öberg');
  const byOld = await portal.identify(portal.visitor(), '/auth/login', portal.person('1002'));
  expect(byOld.status).toBe(403);
  expect(await waiting()).toEqual([]);
});

test('after IT has refused, the old number is the one, and who tries again asks again', async () => {
  await come('1002');
  expect((await decide('refuse')).answer).toContain('Avslaget');
  expect((await portal.signIn('1002')).cookies.has('portal.sid')).toBe(true);
  expect(await waiting()).toEqual([]);
  await come('1002');
  expect(await waiting()).toHaveLength(1);
});

test('nobody approves themselves', async () => {
  await come('3002');
  expect((await decide('confirm')).answer).toContain('inte godkänna dig själv');
  expect(await waiting()).toHaveLength(1);
});

test('a decision made twice, or after the roster gave the number to another, changes nothing', async () => {
  await come('1002');
  const employees = portal.services.store.connection.collection('employees');
  const [asked] = await waiting();
  await employees.updateOne({ employeeNumbers: '1003' }, { $set: { personKey: asked?.toKey } });
  const { it, form, answer } = await decide('confirm');
  expect(answer).toContain('Personallistan har ändrats');
  const again = await it.follow(await it.submit('/nummerbyten', form));
  expect(again.text).toContain('Någon annan hann före');
  const bo = await employees.findOne({ employeeNumbers: '1002' });
  expect(bo?.personKey).toBe(asked?.fromKey);
});

test.each([
  ['belongs to nobody', '195705082633'],
  ['is no personal number', '123'],
  ['is one of several', ['199112102398', '199112102380']],
])('a previous number that %s says nothing', async (_what, previous) => {
  await come('1002', previous);
  expect(await lastRefusal(portal)).toBe('PERSON_UNKNOWN');
  expect(await waiting()).toEqual([]);
});

test('only IT sees who waits', async () => {
  for (const id of ['1001', '2001', '3001', '3003'])
    expect((await (await portal.signInAndReset(id)).get('/nummerbyten')).status).toBe(403);
});

test('a decision that is none decides nothing', async () => {
  await come('1002');
  const it = await portal.signInAndReset('3002');
  await it.get('/nummerbyten');
  for (const form of [{}, { id: 'x', beslut: 'kanske' }, { id: 'x', beslut: 'confirm' }]) {
    const answer = await it.follow(await it.submit('/nummerbyten', form));
    expect(answer.text).toContain('Någon annan hann före');
  }
  expect(await waiting()).toHaveLength(1);
});
