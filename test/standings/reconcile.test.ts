import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { onRecord } from '../support/on-record.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const standings = () => portal.services.store.connection.collection('standings');
const record = () => onRecord(portal.services.store);

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
  await standings().updateOne(
    { _id },
    {
      $set: { 'periods.0.status': 'done' },
      $inc: { version: 1 },
      $currentDate: { changedAt: true },
    },
  );
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
  await standings().updateOne({ _id }, { $set: { 'periods.0.status': 'exempt' } });
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
