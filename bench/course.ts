import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureCourseCrowd } from './support/course-crowd.ts';
import { measureReadingCommands } from './support/reading-commands.ts';

const help = `Usage: npm run bench -- course [--employees N] [--concurrency C] [--json]

N employees (2200), all signed in at a portal of its own and on their way through a module, read a
page of it over and over. Beside it, before and after: a bare Express and ejs page of the same size
with express-session in memory and helmet, asked by the same client. Then they read the module, do its
exercise and answer its check over HTTP, C (32) requests at a time and no time to think in between.
Prints requests per second, milliseconds per step, and what each store command of a page costs. --json prints one JSON object, the last line:
errors, requestsPerSecond, p95Ms, ratioToBarePage, readingPerSecond, barePerSecond, commands, loadAverage.`;

const options = {
  employees: { type: 'string', default: '2200' },
  concurrency: { type: 'string', default: '32' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** @returns the exit status: 0 when nobody met an error. */
export const run = async (args: string[]): Promise<number> => {
  const { values } = parseArgs({ args, options });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const loadAverage = Math.round((loadavg()[0] ?? 0) * 100) / 100;
  const result = await measureCourseCrowd(Number(values.employees), Number(values.concurrency));
  const commands = await measureReadingCommands();
  const { figures, errors, reading, bare } = result;
  const all = figures.all();
  const requestsPerSecond = Math.round(all.count / result.seconds);
  const ratioToBarePage = Math.round((reading / bare) * 100) / 100;
  console.table(figures.rows());
  console.table(commands);
  console.log(
    `${values.employees} people through the course in ${result.seconds.toFixed(1)} s: ` +
      `${requestsPerSecond} requests/s, p95 ${all.p95} ms, ${errors.length} errors; ` +
      `a page of ${result.bytes} bytes is read ${Math.round(reading)} times a second, a bare one ` +
      `${Math.round(bare)}: ${ratioToBarePage} of it; ${result.cpuMs.toFixed(2)} ms of the portal's CPU ` +
      `a page, ${result.rssMb} MB resident; load average ${loadAverage} at the start`,
  );
  for (const error of new Set(errors.slice(0, 20))) console.error(error);
  if (values.json)
    console.log(
      JSON.stringify({
        errors: errors.length,
        requestsPerSecond,
        p95Ms: all.p95,
        ratioToBarePage,
        readingPerSecond: Math.round(reading),
        barePerSecond: Math.round(bare),
        commands,
        loadAverage,
      }),
    );
  return errors.length === 0 ? 0 : 1;
};
