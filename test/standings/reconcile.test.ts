import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Types } from 'mongoose';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { staleStanding } from '../../src/employees/index.ts';
import { dayNumber } from '../../src/platform/swedish-day.ts';
import { findPeople } from '../../src/standings/index.ts';
import { onRecord } from '../support/on-record.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const standings = () => portal.services.store.connection.collection('standings');
const record = () => onRecord(portal.services.store);

/** Bends how a person's first period stands, by the letter of a status. */
const damage = async (_id: Types.ObjectId, letter: string) => {
  const { states } = (await standings().findOne({ _id })) as unknown as { states: string };
  await standings().updateOne(
    { _id },
    {
      $set: { states: letter + states.slice(1) },
      $inc: { version: 1 },
      $currentDate: { changedAt: true },
    },
  );
};

beforeEach(async () => {
  await portal.services.standings.settleAll();
});

it('standings follow from the records, and nothing differs', async () => {
  expect(await portal.services.standings.reconcile({ repair: false })).toMatchObject({
    ...{ people: 13, differing: [], differingUnits: [], repaired: false },
  });
});

it('a standing that was damaged is found with the figures it bent, and mended', async () => {
  const _id = await record().idOf('1001');
  await damage(_id, 'd');
  const found = await portal.services.standings.reconcile({ repair: false });
  expect(found.differing).toEqual([_id.toHexString()]);
  // Home care north, home care, and care.
  expect(found.differingUnits).toHaveLength(3);
  expect(await portal.services.standings.reconcile({ repair: true })).toMatchObject({
    ...{ differing: [_id.toHexString()], differingUnits: [], repaired: true },
  });
  const after = await portal.services.standings.reconcile({ repair: false });
  expect([after.differing, after.differingUnits]).toEqual([[], []]);
});

it('a standing that is lost is written anew, and one of nobody is emptied of what it told', async () => {
  const _id = await record().idOf('1002');
  await standings().deleteOne({ _id });
  await portal.services.store.connection
    .collection('employees')
    .deleteOne({ employeeNumbers: '1006' });
  const { differing } = await portal.services.standings.reconcile({ repair: true });
  expect(differing).toHaveLength(2);
  expect(await standings().findOne({ _id })).toMatchObject({ subject: { familyName: 'Öberg' } });
  expect(await standings().countDocuments({ 'subject.familyName': 'Falk' })).toBe(0);
  const hr = await portal.signInAndReset('3001');
  expect((await hr.get('/uppfoljning/personer')).text).not.toContain('Falk');
});

it('what a crash left between a change and its standing is made up for when anybody looks', async () => {
  await record().complete(['1003'], new Date());
  const { differing } = await portal.services.standings.reconcile({ repair: false });
  expect(differing).toEqual([(await record().idOf('1003')).toHexString()]);
  await portal.services.standings.book();
  expect((await portal.services.standings.reconcile({ repair: false })).differing).toEqual([]);
});

it('what an earlier version stored is read, and kept in the form of this one where its records are purged', async () => {
  const _id = await record().idOf('1004');
  const period = { from: '2026-01-01', to: null, place: 0, status: 'done', marks: 'd' };
  await standings().updateOne(
    { _id },
    {
      $set: { modules: ['varfor'], periods: [{ ...period, dueOn: null, doneOn: '2026-01-01' }] },
      $unset: { states: 1, timeline: 1 },
      $inc: { version: 1 },
      $currentDate: { changedAt: true },
    },
  );
  const done = async () => {
    const book = await portal.services.standings.book();
    const found = findPeople(book, { scope: 'all', on: dayNumber('2026-03-01'), status: 'done' });
    return found.map(({ row }) => row.employeeId);
  };
  expect(await done()).toEqual([_id.toHexString()]);
  const employees = portal.services.store.connection.collection('employees');
  await employees.updateOne({ _id }, { $set: { 'purged.records': 'a', ...staleStanding() } });
  await portal.services.standings.settleAll();
  const stored = await standings().findOne({ _id });
  expect(stored).toMatchObject({ modules: 'varfor', states: 'dd' });
  expect(stored).not.toHaveProperty('periods');
  expect(await done()).toEqual([_id.toHexString()]);
  await employees.updateOne({ _id }, { $unset: { purged: 1 }, $set: staleStanding() });
});

it('many who write the same standings at once end with what is on record', async () => {
  await Promise.all([
    record().begin(['1001', '1002'], new Date()),
    portal.services.standings.book(),
    record().complete(['1001'], new Date()),
    portal.services.standings.book(),
    portal.services.standings.settleAll(),
  ]);
  await portal.services.standings.settleAll();
  expect((await portal.services.standings.reconcile({ repair: false })).differing).toEqual([]);
});

const command = async (...args: string[]) => {
  const { mongodbUri } = portal.config;
  const child = spawn(process.execPath, ['src/standings/reports-command.ts', ...args], {
    env: {
      PATH: process.env.PATH,
      COURSES_DIR: join(portal.dataDir, 'courses'),
      DATA_DIR: portal.dataDir,
      ...(mongodbUri ? { MONGODB_URI: mongodbUri } : {}),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { code: child.exitCode, output };
};

it('the command tells it beside a running portal, and mends on request', async () => {
  const _id = await record().idOf('2001');
  await damage(_id, 'e');
  const found = await command('reconcile', '--json');
  expect(found.code).toBe(1);
  expect(JSON.parse(found.output.trim().split('\n').at(-1) ?? '')).toMatchObject({
    ...{ people: 13, differing: [_id.toHexString()], repaired: false },
  });
  expect((await command('reconcile', '--repair')).code).toBe(0);
  expect(await command('reconcile')).toMatchObject({
    ...{ code: 0, output: expect.stringContaining('0 standings that differ') as string },
  });
  expect((await command('mend')).code).toBe(2);
});
