import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countApiCommands, makeTokens, measureApiPages } from './support/api-pages.ts';
import { measureDeciding } from './support/deciding-reminders.ts';
import { startPortalProcess } from './support/portal-process.ts';
import { fillReports, yearlyRules } from './support/report-people.ts';

const help = `Usage: npm run bench -- api [--employees N] [--json]

Fills a portal of its own with N employees (2200) who have taken 8 modules in each of 3 years, decides in it
whom to remind, and reads every page of the read API by cursor and then the first page of each resource again
and again. Prints milliseconds and processor time per page, whether each record came once, store commands per page,
and how long anybody else had to wait while it was decided. --json prints one JSON object, the last line: pageP95Ms,
pageCpuMs, notModifiedCpuMs, walks, commandsPerPage, decideMs, longestDelayMs, loadAverage.`;

const options = {
  employees: { type: 'string', default: '2200' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** The people of the demo's roster. */
const roster = 60;

const measure = async (employees: number) => {
  const dir = mkdtempSync(join(tmpdir(), 'api-bench-'));
  const rulesFile = join(dir, 'rules.yaml');
  writeFileSync(rulesFile, yearlyRules);
  let tokens: string[] = [];
  let deciding: Awaited<ReturnType<typeof measureDeciding>> | undefined;
  const portal = await startPortalProcess(roster, {
    environment: {
      COURSES_DIR: join(import.meta.dirname, '../content/courses'),
      ASSIGNMENT_RULES_FILE: rulesFile,
    },
    prepare: async (config) => {
      await fillReports(config, employees);
      tokens = await makeTokens(config);
      deciding = await measureDeciding(config);
    },
  });
  try {
    return { ...(await measureApiPages(portal, tokens)), deciding };
  } finally {
    await portal.stop();
    rmSync(dir, { recursive: true, force: true });
  }
};

/** @returns the exit status: 0 when each record came once. */
export const run = async (args: string[]): Promise<number> => {
  const { values } = parseArgs({ args, options });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const loadAverage = Math.round((loadavg()[0] ?? 0) * 100) / 100;
  const { rows, walks, deciding } = await measure(Number(values.employees));
  const commandsPerPage = await countApiCommands();
  console.table(rows);
  console.table(walks);
  console.table(commandsPerPage);
  console.table(deciding);
  console.log(`load average ${loadAverage}`);
  const named = (field: 'p95' | 'cpuMs', suffix = '') =>
    Object.fromEntries(
      walks.map(({ list }) => [
        list,
        rows.find(({ step }) => step === `${list}${suffix}`)?.[field],
      ]),
    );
  const figures = {
    employees: Number(values.employees),
    ...{
      pageP95Ms: named('p95'),
      pageCpuMs: named('cpuMs'),
      notModifiedCpuMs: named('cpuMs', ', 304'),
    },
    ...{ walks, commandsPerPage, ...deciding, loadAverage },
  };
  if (values.json) console.log(JSON.stringify(figures));
  return walks.every(({ told, once }) => told === once) ? 0 : 1;
};
