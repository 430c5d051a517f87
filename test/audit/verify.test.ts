import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAuditLog, sealOf } from '../../src/audit/index.ts';
import { runToEnd } from '../dev/demo-process.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { smallRoster } from '../support/small-roster.ts';
import type { LoggedRecord } from './read-log.ts';

let portal: TestPortal;
let headFile: string;
beforeAll(async () => {
  portal = await startTestPortal();
  headFile = join(portal.dataDir, 'heads.log');
});
afterAll(() => portal.close());

const audit = () => portal.services.store.connection.collection<LoggedRecord>('audit');

/** The command, as an operator runs it beside the portal. */
const verify = async (heads = true) => {
  const { dataDir, config } = portal;
  const { code, out, err } = await runToEnd(
    'src/audit/audit-command.ts',
    ['verify', '--json', ...(heads ? ['--head', headFile] : [])],
    {
      DATA_DIR: dataDir,
      MONGODB_URI: config.mongodbUri ?? '',
      AUDIT_KEY: config.auditKey.toString(),
      PERSON_KEY: 'p'.repeat(32),
    },
  );
  const last = out.trimEnd().split('\n').at(-1) ?? '';
  const faults = last.startsWith('{') ? (JSON.parse(last) as { faults: object[] }).faults : [];
  return { code, out, err, faults };
};

/** What the second place was told when the log had so many records. */
const tellHead = async (number: number) => {
  const { sealHead } = await import('../../src/audit/sealed-head.ts');
  const record = await audit().findOne({ _id: number });
  const head = { number, seal: record?.seal ?? '' };
  writeFileSync(
    headFile,
    `${JSON.stringify(sealHead(portal.config.auditKey, head, new Date()))}\n`,
  );
};

beforeEach(async () => {
  await audit().deleteMany({});
  const log = createAuditLog(portal.services.store.connection, portal.config.auditKey);
  for (let row = 1; row <= 10; row += 1)
    await log.record({ action: 'report.exported', result: 'ok', details: { rows: row } });
  await tellHead(10);
});

describe('the command that verifies the log', () => {
  test('finds a whole log whole', async () => {
    const { code, out } = await verify();
    expect(out).toContain('10 records, 0 faults; 1 heads');
    expect(code).toBe(0);
  });

  test('opens the store itself when no portal runs', async () => {
    const DATA_DIR = join(portal.dataDir, 'alone');
    const roster = join(portal.dataDir, 'roster.csv');
    writeFileSync(roster, smallRoster);
    await runToEnd('src/roster/roster-command.ts', ['import', roster], { DATA_DIR });
    const { code, out } = await runToEnd('src/audit/audit-command.ts', ['verify'], { DATA_DIR });
    expect(out).toContain('1 records, 0 faults; 0 heads');
    expect(code).toBe(0);
  });

  test.each<[string, () => Promise<unknown>, object[]]>([
    [
      'an altered record',
      () => audit().updateOne({ _id: 4 }, { $set: { 'details.rows': 99 } }),
      [{ kind: 'altered', number: 4 }],
    ],
    [
      'records that were removed',
      () => audit().deleteMany({ _id: { $in: [4, 5] } }),
      [{ kind: 'removed', number: 4, to: 5 }],
    ],
    [
      'two that changed places',
      async () => {
        const [four, five] = await audit()
          .find({ _id: { $in: [4, 5] } })
          .sort({ _id: 1 })
          .toArray();
        await audit().deleteMany({ _id: { $in: [4, 5] } });
        await audit().insertMany([
          { ...four, _id: 5 } as LoggedRecord,
          { ...five, _id: 4 } as LoggedRecord,
        ]);
      },
      [{ kind: 'reordered', number: 4, to: 5 }],
    ],
    [
      'one that somebody who has the key altered and sealed anew, by the next one',
      async () => {
        const forged = await audit().findOne({ _id: 4 }, { projection: { seal: 0 } });
        if (forged) forged.result = 'failed';
        const seal = sealOf(portal.config.auditKey, forged as never);
        await audit().updateOne({ _id: 4 }, { $set: { result: 'failed', seal } });
      },
      [{ kind: 'unlinked', number: 5 }],
    ],
    [
      'a tail that was cut off',
      () => audit().deleteMany({ _id: { $gt: 7 } }),
      [{ kind: 'cut', number: 8, to: 10 }],
    ],
  ])('names %s', async (_what, damage, faults) => {
    await damage();
    const outcome = await verify();
    expect(outcome.faults).toEqual(faults);
    expect(outcome.code).toBe(1);
  });

  test('names a chain that was written anew, also by somebody who has the key', async () => {
    await audit().deleteMany({});
    const forged = createAuditLog(portal.services.store.connection, portal.config.auditKey);
    for (let row = 1; row <= 12; row += 1)
      await forged.record({
        action: 'report.exported',
        result: 'ok',
        details: { rows: -row },
      });
    expect((await verify()).faults).toEqual([{ kind: 'rewritten', number: 10 }]);
    expect((await verify(false)).err).toContain('Without a second place');
  });

  test('names it also when the second place was then told of the forged record', async () => {
    const told = readFileSync(headFile, 'utf8');
    await audit().deleteMany({});
    const forged = createAuditLog(portal.services.store.connection, portal.config.auditKey);
    for (let row = 1; row <= 10; row += 1)
      await forged.record({ action: 'report.exported', result: 'ok', details: { rows: -row } });
    await tellHead(10);
    writeFileSync(headFile, told + readFileSync(headFile, 'utf8'));
    expect((await verify()).faults).toEqual([{ kind: 'rewritten', number: 10 }]);
  });

  test('does not believe a line that somebody else wrote, and goes on with the others', async () => {
    const line = readFileSync(headFile, 'utf8');
    writeFileSync(headFile, `${line.replace('"number":10', '"number":3')}\n${line}`);
    await audit().deleteMany({ _id: { $gt: 7 } });
    const { code, out, faults } = await verify();
    expect(out).toContain('heads.log, line 1: no head sealed with our key');
    expect(faults).toEqual([{ kind: 'cut', number: 8, to: 10 }]);
    expect(code).toBe(1);
  });

  test('reads a head out of a syslog line, and after one that was cut off', async () => {
    const line = readFileSync(headFile, 'utf8');
    writeFileSync(headFile, `Nov 27 {x} host <109>1 - ${line}${line.slice(0, 20)}${line}`);
    expect(await verify()).toMatchObject({ code: 0, faults: [] });
  });

  test('asks about the key when no record fits, and about the store when there is none', async () => {
    await audit().updateMany({}, { $set: { result: 'failed' } });
    const altered = await verify();
    expect(altered.faults).toEqual([{ kind: 'altered', number: 1, to: 10 }]);
    expect(altered.err).toContain('is AUDIT_KEY the portal’s own?');
    await audit().deleteMany({});
    const empty = await verify(false);
    expect(empty.err).toContain('is this the right store?');
    expect(empty.code).toBe(1);
  });
});
