import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config.ts';
import { startPortalProcess } from './support/portal-process.ts';
import { countPageCommands, measureReportPages } from './support/report-pages.ts';
import { fillReports, yearlyRules } from './support/report-people.ts';

const help = `Usage: npm run bench -- reports [--employees N] [--json]

Fills a portal of its own with N employees (2200) who have taken 8 modules in each of 3 years, and then
reads as HR over HTTP: the dashboard, filtered lists, a person's page, and CSV and XLSX of everybody.
Prints milliseconds per page, first byte, memory and store commands. --json prints one JSON object, the last line:
dashboardP95Ms, listP95Ms, personP95Ms, csvMs, csvFirstByteMs, csvExtraMb, xlsxMs, xlsxExtraMb, firstViewMs,
rssMb, commandsPerPage, loadAverage.`;

const options = {
  employees: { type: 'string', default: '2200' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** The people of the demo's roster, who sign in. */
const roster = 60;

const measure = async (employees: number) => {
  const dir = mkdtempSync(join(tmpdir(), 'reports-bench-'));
  const rulesFile = join(dir, 'rules.yaml');
  writeFileSync(rulesFile, yearlyRules);
  const portal = await startPortalProcess(roster, {
    environment: {
      COURSES_DIR: join(import.meta.dirname, '../content/courses'),
      ASSIGNMENT_RULES_FILE: rulesFile,
    },
  });
  try {
    // A portal that has run with this course: its next start counts nothing anew.
    await portal.kill();
    await fillReports(loadConfig(portal.environment), employees);
    await portal.restart();
    return { ...(await measureReportPages(portal)), rssMb: portal.rssMb() };
  } finally {
    await portal.stop();
    rmSync(dir, { recursive: true, force: true });
  }
};

/** @returns the exit status: 0 when all was measured. */
export const run = async (args: string[]): Promise<number> => {
  const { values } = parseArgs({ args, options });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const loadAverage = Math.round((loadavg()[0] ?? 0) * 100) / 100;
  const { rows, firstMs, csv, xlsx, rssMb } = await measure(Number(values.employees));
  const commandsPerPage = await countPageCommands();
  console.table(rows);
  console.table({ csv, xlsx });
  console.log(
    `first view after the start ${firstMs} ms, ${rssMb} MB resident, load average ${loadAverage}`,
  );
  const p95 = (step: string) => rows.find((row) => row.step === step)?.p95;
  const figures = {
    employees: Number(values.employees),
    ...{ dashboardP95Ms: p95('dashboard'), listP95Ms: p95('list'), personP95Ms: p95('person') },
    ...{ csvMs: csv.ms, csvFirstByteMs: csv.firstByteMs, csvExtraMb: csv.extraMb },
    ...{ xlsxMs: xlsx.status === 200 ? xlsx.ms : null, xlsxExtraMb: xlsx.extraMb },
    ...{ firstViewMs: firstMs, rssMb, commandsPerPage, loadAverage },
  };
  if (values.json) console.log(JSON.stringify(figures));
  return 0;
};
