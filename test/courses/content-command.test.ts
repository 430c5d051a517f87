import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyContent } from './content-copy.ts';

const command = join(import.meta.dirname, '../../src/courses/content-command.ts');

const run = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [command, ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });

const summaryOf = (out: string): unknown => JSON.parse(out.trim().split('\n').at(-1) ?? '');

test('the content is sound: a table, a line of JSON, and exit code 0', async () => {
  const { code, out, err } = await run('check', '--json');
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(out).toMatch(/^module +language +pages +words +LIX +questions +minutes\n/);
  expect(out).toMatch(/^varfor +sv +5 /m);
  expect(summaryOf(out)).toMatchObject({ languages: ['sv', 'en'], faults: 0, warnings: 0 });
});

test('modules and questions are counted once, not for each language', async () => {
  const content = await copyContent();
  const { out } = await run('check', '--json', '--dir', content.dir);
  expect(summaryOf(out)).toMatchObject({ modules: 1, questions: 19 });
});

test('a fault is printed with file and line, and the exit code is 1', async () => {
  const content = await copyContent();
  const line = await content.replace('course.yaml', 'drawn: 5', 'drawn: many');
  const { code, out } = await run('check', '--json', '--dir', content.dir);
  expect(code).toBe(1);
  expect(out).toContain(`course.yaml:${line} fault: "drawn" must be a number.`);
  expect(summaryOf(out)).toMatchObject({ faults: 1 });
});

test('help says how it is used; an unknown command ends with 2', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, err: '' });
  expect(await run('chekc')).toMatchObject({ code: 2, out: '' });
  expect((await run('check', '--jsn')).code).toBe(2);
});
