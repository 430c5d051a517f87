import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';

const command = join(import.meta.dirname, '../../src/assignments/rules-command.ts');

/** Runs the command on rules written into a folder that holds the data as well. */
const check = async (text: string, ...args: string[]) => {
  const dir = await mkdtemp(join(tmpdir(), 'rules-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  await writeFile(join(dir, 'rules.yaml'), text);
  const env = { PATH: process.env.PATH, DATA_DIR: join(dir, 'data') };
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const all = [command, ...(args.length > 0 ? args : ['check', 'rules.yaml', '--json'])];
    execFile(process.execPath, all, { env, cwd: dir }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
};

it('rules without a fault end with 0, counted', async () => {
  const { code, out } = await check('rules:\n  - name: Alla\n');
  expect(out).toContain('1 rules, 0 faults, 0 warnings\n{"rules":1,"faults":0,"warnings":0}');
  expect(code).toBe(0);
});

it('a module that is not in the course and a unit that is not in the roster are told by line', async () => {
  const module = await check('rules:\n  - name: Alla\n    modules: [varfor, varfr]\n');
  expect(module.out).toContain('rules.yaml:3 fault: rule "Alla": there is no module "varfr".');
  expect(module.code).toBe(1);
  const unit = await check('rules:\n  - name: Alla\n    units: [Hemtjänst]\n');
  expect(unit.out).toContain(
    'rules.yaml:2 fault: rule "Alla": the roster has no unit "Hemtjänst".',
  );
  expect(unit.code).toBe(1);
});

it('no file, a file that is not there and a command that is none are told apart', async () => {
  expect(await check('', 'check')).toMatchObject({ code: 1 });
  expect((await check('', 'check', 'gone.yaml')).err).toContain('gone.yaml cannot be read');
  expect(await check('', 'chek')).toMatchObject({ code: 2 });
});
