import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLearner } from '../completion/course-visitor.ts';
import { goodPassword, startTestPortal, type TestPortal } from '../support/portal.ts';
import { smallRoster, strangersPersonalNumber } from '../support/small-roster.ts';
import type { Visitor } from '../support/visitor.ts';
import { brokenIn, readLog, type LoggedRecord } from './read-log.ts';

let portal: TestPortal;
let ids: Record<string, string>;
beforeAll(async () => {
  portal = await startTestPortal();
  const people = await portal.services.store.connection.collection('employees').find({}).toArray();
  ids = Object.fromEntries(
    people.map((one) => [(one.employeeNumbers as string[])[0] ?? '', one._id.toHexString()]),
  );
});
afterAll(() => portal.close());

const logged = () => readLog(portal.services.store.connection);

/** What `walk` leaves in the log. */
const recordsOf = async (walk: () => Promise<unknown>): Promise<LoggedRecord[]> => {
  const before = (await logged()).length;
  await walk();
  return (await logged()).slice(before);
};

const summaryOf = ({ action, result, code }: LoggedRecord) =>
  [action, result, code].filter(Boolean).join(' ');

/** Signs in as `number`, whoever then comes back from BankID. */
const answerAs = async (visitor: Visitor, path: string, number: string) =>
  visitor.follow(await portal.identify(visitor, path, portal.person(number)));

test('a first morning leaves one record for each thing that was done, by the person’s id', async () => {
  const visitor = portal.visitor();
  const records = await recordsOf(async () => {
    await answerAs(visitor, '/auth/login', '1001');
    await answerAs(visitor, '/auth/stepup?syfte=reset', '1001');
    await visitor.submit('/losenord/nytt', { password: 'kort' });
    await visitor.follow(await visitor.submit('/losenord/nytt', { password: goodPassword }));
    const learner = createLearner(portal, visitor);
    const pages = await learner.readPages();
    await learner.answerCheck(await learner.doExercise(pages.at(-1) ?? ''), true);
    await visitor.submit('/auth/logout');
  });
  expect(records.map(summaryOf)).toEqual([
    'signin.accepted ok',
    'stepup.accepted ok',
    'reset.password refused refused',
    'reset.begin ok',
    'reset.password ok',
    'completion.recorded ok',
    'signin.ended ok',
  ]);
  for (const { actor, target, address } of records) {
    expect(actor).toBe(ids['1001']);
    expect(address).toMatch(/127\.0\.0\.1|::1/);
    expect([undefined, actor]).toContain(target);
  }
  expect(records[5]?.details).toMatchObject({ module: 'varfor', score: 100 });
});

test('what is refused is recorded too, with its code', async () => {
  const records = await recordsOf(async () => {
    const visitor = portal.visitor();
    const stranger = { ...portal.person('1001'), personalNumber: strangersPersonalNumber };
    await portal.identify(visitor, '/auth/login', stranger);
    await answerAs(visitor, '/auth/login', '1002');
    await answerAs(visitor, '/auth/stepup?syfte=reset', '1003');
    await answerAs(visitor, '/auth/stepup?syfte=reset', '1002');
    await visitor.submit('/losenord/nytt', { password: goodPassword });
    await visitor.get('/uppfoljning');
  });
  expect(records.map(summaryOf)).toEqual([
    'signin.refused refused PERSON_UNKNOWN',
    'signin.accepted ok',
    'stepup.refused refused OTHER_PERSON',
    'stepup.accepted ok',
    'reset.begin ok',
    'reset.password ok',
    'access.refused refused FORBIDDEN',
  ]);
  expect(records[0]?.actor).toBeUndefined();
  expect(records[2]?.actor).toBe(ids['1002']);
});

test('the import of the roster is recorded by its numbers', async () => {
  const [first] = await logged();
  expect(first).toMatchObject({ action: 'roster.imported', result: 'ok', details: { rows: 13 } });
});

test('who looks at a list or takes it home is recorded: at whom, which unit, but no name', async () => {
  const hr = await portal.signInAndReset('3001');
  const school = await portal.services.store.connection
    .collection<{ _id: string }>('units')
    .findOne({ name: 'Strandskolan' });
  const searchFor = async (typed: Record<string, string>) =>
    (await hr.submit('/uppfoljning/personer', typed)).headers.location ?? '';
  const records = await recordsOf(async () => {
    await hr.get('/uppfoljning/personer');
    await hr.get(`/uppfoljning/personer?enhet=${school?._id ?? ''}&status=done`);
    await hr.get(`/uppfoljning/personer?enhet=${school?._id ?? ''}`);
    await hr.get(await searchFor({ namn: 'anna' }));
    await hr.get(await searchFor({ enhet: '198112289874', namn: '198112289874' }));
    await hr.get((await searchFor({ namn: 'Anna' })).replace('personer', 'personer.csv'));
  });
  const [all, none, unit, anna, nobody, file] = records;
  expect(all?.details).toEqual({ scope: 'all' });
  expect(none?.details).toEqual({ scope: 'all', status: 'done' });
  expect(unit).toMatchObject({ action: 'report.viewed', details: { unit: school?._id } });
  expect(anna).toMatchObject({ target: ids['1001'], details: { search: true } });
  expect(nobody?.details).toEqual({ scope: 'all', search: true });
  expect(file).toMatchObject({
    action: 'report.exported',
    target: ids['1001'],
    details: { rows: 1, scope: 'all', search: true },
  });
  for (const { actor } of records) expect(actor).toBe(ids['3001']);
});

test('no record names anybody, and the chain is whole', async () => {
  const log = await logged();
  const text = JSON.stringify(log);
  const rows = smallRoster.trim().split('\n').slice(1);
  for (const row of rows) {
    const [, personalNumber = '', , familyName = '', email = '', mobile = ''] = row.split(';');
    const names = [personalNumber, personalNumber.slice(2), email, mobile, `"${familyName}"`];
    for (const name of names.filter(Boolean)) expect(text).not.toContain(name);
  }
  expect(text).not.toContain(strangersPersonalNumber);
  expect(text).not.toContain(goodPassword);
  expect(text).not.toContain('namn=');
  expect(brokenIn(log, portal.config.auditKey)).toEqual([]);
});
