import { parseArgs } from 'node:util';
import { loadCatalogue, localFactsOf } from '../src/courses/index.ts';
import { loadConfig } from '../src/config.ts';
import { createAgent } from './support/browser.ts';
import { createFigures } from './support/figures.ts';
import { firstMorning } from './support/first-morning.ts';
import { inParallel } from './support/in-parallel.ts';
import { startPortalProcess } from './support/portal-process.ts';

const help = `Usage: npm run bench -- journey [--employees N] [--concurrency C] [--json]

Starts a portal of its own and takes N employees (2200) through the whole first morning over HTTP
with real SAML messages, C (8) at a time: sign-in, new login, one module, knowledge check.
Prints journeys and sign-ins per second and milliseconds per step. --json prints one JSON object,
the last line: journeys, errors, perSecond, p95Ms. The load comes from the same machine.`;

const options = {
  employees: { type: 'string', default: '2200' },
  concurrency: { type: 'string', default: '8' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const measure = async (employees: number, concurrency: number) => {
  const portal = await startPortalProcess(employees);
  const rssAtStart = portal.rssMb();
  const cpuAtStart = portal.cpuSeconds();
  console.error(`Portal ready in ${portal.startMs} ms, ${rssAtStart} MB resident.`);
  const { organisation } = loadConfig(portal.environment);
  const catalogue = await loadCatalogue(portal.environment.COURSES_DIR, localFactsOf(organisation));
  const figures = createFigures();
  const agent = createAgent(concurrency);
  const errors: string[] = [];
  let done = 0;

  const people = portal.people.slice(0, employees);
  const started = performance.now();
  await inParallel(people, concurrency, async (person) => {
    try {
      await firstMorning({ portal, catalogue, figures, agent }, person);
    } catch (error) {
      errors.push(String(error));
    }
    done += 1;
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${people.length}`);
  });
  const seconds = (performance.now() - started) / 1000;
  const rssMb = portal.rssMb();
  const cpu = portal.cpuSeconds() - cpuAtStart;
  agent.destroy();
  await portal.stop();
  return {
    figures,
    errors,
    seconds,
    journeys: people.length - errors.length,
    rssAtStart,
    rssMb,
    cpu,
    startMs: portal.startMs,
  };
};

/** @returns the exit status: 0 when nobody met an error. */
export const run = async (args: string[]): Promise<number> => {
  const { values } = parseArgs({ args, options });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const result = await measure(Number(values.employees), Number(values.concurrency));
  const { figures, errors, seconds, journeys } = result;
  const perSecond = Math.round((journeys / seconds) * 100) / 100;
  const all = figures.all();
  console.error('');
  console.table(figures.rows());
  const signIns = figures.count('sign-in: response') + figures.count('step-up: response');
  console.log(
    `${journeys} journeys in ${seconds.toFixed(1)} s: ${perSecond} journeys/s, ` +
      `${(signIns / seconds).toFixed(1)} sign-ins/s, ${(all.count / seconds).toFixed(0)} requests/s, ` +
      `p50 ${all.p50} ms, p95 ${all.p95} ms, p99 ${all.p99} ms, ${errors.length} errors; ` +
      `resident ${result.rssAtStart} MB at start, ${result.rssMb} MB at the end; ` +
      `${Math.round((result.cpu * 1000) / journeys)} ms of the portal's CPU a journey, ` +
      `${Math.round(process.cpuUsage().user / 1000 / journeys)} of the load's`,
  );
  for (const error of new Set(errors.slice(0, 20))) console.error(error);
  if (values.json)
    console.log(
      JSON.stringify({
        journeys,
        errors: errors.length,
        perSecond,
        p95Ms: all.p95,
        signInsPerSecond: Math.round((signIns / seconds) * 100) / 100,
        startMs: result.startMs,
        rssMb: result.rssAtStart,
        steps: figures.rows(),
      }),
    );
  return errors.length === 0 ? 0 : 1;
};
