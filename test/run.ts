import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingCommands } from './support/peers.ts';

/** What `npm test` runs: the static checks, two at a time, then every test. */
const checks = [
  { name: 'types', command: ['tsc'] },
  { name: 'lint', command: ['eslint', '.', '--max-warnings', '0'] },
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  {
    name: 'layers',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'test', 'bench'],
  },
  { name: 'unused code', command: ['knip'] },
  { name: 'course content', command: ['node', 'src/courses/content-command.ts', 'check'] },
];

interface Outcome {
  ok: boolean;
  output: string;
}

const run = ([program = '', ...args]: string[], live = false): Promise<Outcome> =>
  new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer) => (output += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });

/** dependency-cruiser is content with an empty folder; a rule that read nothing proves nothing. */
const cruisedSomething = ({ output }: Outcome) => /\b[1-9]\d* modules/.test(output);

const runCheck = async ({ name, command }: (typeof checks)[number]): Promise<boolean> => {
  const started = performance.now();
  const outcome = await run(command);
  const ok = outcome.ok && (name !== 'layers' || cruisedSomething(outcome));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${ok ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (!ok) console.log(outcome.output);
  return ok;
};

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  success: boolean;
}

const runTests = async (
  args: string[],
): Promise<{ passed: number; failed: number; skipped: number }> => {
  const dir = mkdtempSync(join(tmpdir(), 'portal-tests-'));
  const file = join(dir, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const { ok } = await run(['vitest', 'run', ...reporters, ...args], true);
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    const { numPassedTests: passed, numPendingTests: skipped } = report;
    return { passed, failed: Math.max(report.numFailedTests, ok ? 0 : 1), skipped };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
};

const results: boolean[] = [];
const queue = [...checks];
const worker = async () => {
  for (let next = queue.shift(); next; next = queue.shift()) results.push(await runCheck(next));
};
await Promise.all([worker(), worker()]);

const tests = await runTests(process.argv.slice(2));
const mustNotSkip = process.env.CI === 'true' && tests.skipped > 0;
if (tests.skipped > 0)
  console.log(
    `${tests.skipped} tests skipped: they need programs that this machine lacks. Install them with: ${missingCommands.join(' && ')}`,
  );
if (mustNotSkip) console.log('A skipped test is a failure in CI.');

const passed = tests.passed + results.filter(Boolean).length;
const failed =
  tests.failed + results.filter((ok) => !ok).length + (mustNotSkip ? tests.skipped : 0);
console.log(
  `${passed} passed, ${failed} failed${tests.skipped > 0 && !mustNotSkip ? `, ${tests.skipped} skipped` : ''}`,
);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
