import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numbers, people, rosterFile, type TestRow } from '../employees/roster-file.ts';
import { openTestStore } from '../employees/store.ts';

const script = new URL('../../src/roster/roster-command.ts', import.meta.url).pathname;
const dir = mkdtempSync(join(tmpdir(), 'roster-command-'));
afterAll(() => rmSync(dir, { recursive: true }));

interface Outcome {
  status: number;
  stdout: string;
  stderr: string;
}

const run = (
  args: string[],
  environment: Record<string, string> = { DATA_DIR: join(dir, 'data') },
): Promise<Outcome> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, ...environment };
    execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code) : 0, stdout, stderr });
    });
  });

const file = (name: string, rows: TestRow[]): string => {
  const path = join(dir, name);
  writeFileSync(path, rosterFile(rows));
  return path;
};
const lastLine = ({ stdout }: Outcome) =>
  JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as unknown;

describe('the roster command', () => {
  it('starts the store itself, and tells what it did, each rejected row with its line', async () => {
    const path = file('first.csv', [...people(20), { personalNumber: '195701292898' }]);
    const outcome = await run(['import', path, '--json']);
    expect(outcome.status).toBe(0);
    expect(outcome.stdout).toMatch(
      /^Imported\.\nadded +20\nchanged +0\nunchanged +0\nleaving +0\nrejected +1\nrejected, line 22: the personal number is not valid\n/,
    );
    expect(outcome.stderr).toBe('');
    expect(lastLine(outcome)).toMatchObject({
      outcome: 'imported',
      added: 20,
      rejected: 1,
      rejectedRows: [{ line: 22, reason: 'the personal number is not valid' }],
    });
  });

  it('refuses a file that would remove too many, and says how to insist', async () => {
    const refused = await run(['import', file('few.csv', people(10))]);
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.stdout).toMatch(/^Refused/);
    expect(refused.stderr).toMatch(/10 of 20 active people.*--allow-leavers/);
    const insisted = await run([
      'import',
      file('few.csv', people(10)),
      '--allow-leavers',
      '--json',
    ]);
    expect(lastLine(insisted)).toMatchObject({ outcome: 'imported', leaving: 10 });
  });

  it.each([
    [
      'a file that is not there',
      ['import', '/nowhere/roster.csv'],
      1,
      /roster\.csv cannot be read/,
    ],
    ['no file', ['import'], 2, /^Usage/],
    ['another verb', ['export', 'x'], 2, /^Usage/],
    ['an unknown option', ['import', 'x', '--force'], 2, /^Usage/],
  ])('given %s says so', async (_what, args, status, message) => {
    const outcome = await run(args);
    expect(outcome).toMatchObject({ status, stdout: '' });
    expect(outcome.stderr).toMatch(message);
  });

  it('names the columns that a file lacks', async () => {
    const path = join(dir, 'lacking.csv');
    writeFileSync(path, 'Namn;Enhet\nKim;Kontoret\n');
    const { status, stderr } = await run(['import', path]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^The heading row lacks these columns: "Anställningsnummer", .*\.\n$/);
  });

  it('explains itself', async () => {
    expect(await run(['--help'])).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('beside a running portal', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.close());

  it('the roster command works on the portal’s own store', async () => {
    const path = file('beside.csv', [{ personalNumber: numbers[0] }]);
    expect(await run(['import', path, '--dry-run'], store.environment)).toMatchObject({
      status: 0,
    });
    expect(await store.employees.count()).toBe(0);
    await run(['import', path], store.environment);
    expect(await store.employees.count()).toBe(1);
    const record = await store.connection.collection('audit').findOne({});
    expect(record).toMatchObject({ details: { account: userInfo().username } });
  });
});
