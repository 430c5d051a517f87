import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoRoster } from '../../src/dev/demo-data/index.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const collection = (name: string) => portal.services.store.connection.collection(name);

/** The command on that file, beside the portal. */
const command = (file: string) => {
  const args = ['src/roster/roster-command.ts', 'import', file, '--allow-leavers'];
  const { dataDir } = portal;
  const uri = portal.config.mongodbUri;
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir, ...(uri ? { MONGODB_URI: uri } : {}) };
  return spawn(process.execPath, args, { env, stdio: 'ignore' });
};

test('an import that is killed halfway is ended by the next one, and by the portal itself', async () => {
  const file = join(portal.dataDir, 'all.csv');
  writeFileSync(file, demoRoster({ employees: 2200 }));
  const dying = command(file);
  await expect
    .poll(() => collection('employees').countDocuments(), { timeout: 60_000, interval: 5 })
    .toBeGreaterThan(400);
  dying.kill('SIGKILL');
  const half = await collection('employees').countDocuments();
  const turn = { _id: 'roster' as never, applying: { $ne: null } };
  expect(half).toBeLessThan(2200);
  expect(await collection('roster-state').countDocuments(turn)).toBe(1);

  // As if its twenty seconds had passed.
  await collection('roster-state').updateOne(turn, { $set: { 'applying.until': new Date(0) } });
  await expect
    .poll(() => collection('roster-state').countDocuments(turn), { timeout: 60_000, interval: 100 })
    .toBe(0);
  const active = { active: true };
  expect(await collection('employees').countDocuments(active)).toBe(2200);
  const imports = await collection('roster-imports').find().toArray();
  expect(imports.map(({ state }) => state as string)).toEqual(['applied', 'applied']);
  expect(await collection('audit').countDocuments({ action: 'roster.imported' })).toBe(2);
}, 120_000);
