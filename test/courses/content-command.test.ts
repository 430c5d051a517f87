import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyContent } from './content-copy.ts';

const command = join(import.meta.dirname, '../../src/courses/content-command.ts');

const runWith = (environment: Record<string, string>, ...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    // Only these settings: the test run has a BASE_URL of its own.
    const env = { PATH: process.env.PATH, ...environment };
    execFile(process.execPath, [command, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });

const run = (...args: string[]) => runWith({}, ...args);

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

test('a course that does not tell whom to call is warned of', async () => {
  const content = await copyContent();
  const { code, out } = await run('check', '--dir', content.dir);
  expect(code).toBe(0);
  expect(out).toContain('warning: no text tells {{org.alarmPhone}}.');
  expect(out).toContain('warning: no text tells {{org.reportMail}}.');
  expect(out).not.toContain('{{org.supportPhone}}');
});

test('in production the numbers of the demo are a fault', async () => {
  const environment = { PORTAL_MODE: 'production', ORG_SUPPORT_PHONE: '0900-170 0001' };
  const { code, out } = await runWith(environment, 'check');
  expect(code).toBe(1);
  expect(out).toContain('settings:1 fault: ORG_ALARM_PHONE is missing');
  expect(out).toContain('settings:1 fault: ORG_REPORT_MAIL is missing');
  expect(out).not.toContain('ORG_SUPPORT_PHONE is missing');
});

test('a new module is without fault, and comes after the others', async () => {
  const content = await copyContent();
  const made = await run('new', 'ny-modul', '--dir', content.dir);
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out.trim().split('\n')).toHaveLength(9);
  const { out } = await run('check', '--json', '--dir', content.dir);
  expect(out).toMatch(/^ny-modul +en +1 /m);
  expect(summaryOf(out)).toMatchObject({ modules: 2, questions: 34, faults: 0 });
});

test('a new module takes the place of no other, and has a name that can be an address', async () => {
  const content = await copyContent();
  const before = await content.read('course.yaml');
  expect(await run('new', 'varfor', '--dir', content.dir)).toMatchObject({ code: 1 });
  expect(await content.read('course.yaml')).toBe(before);
  expect(await run('new', '../varfor', '--dir', content.dir)).toMatchObject({ code: 1 });
  expect(await run('new', '--dir', content.dir)).toMatchObject({ code: 2 });
});

test('help says how it is used; an unknown command ends with 2', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, err: '' });
  expect(await run('chekc')).toMatchObject({ code: 2, out: '' });
  expect((await run('check', '--jsn')).code).toBe(2);
});
