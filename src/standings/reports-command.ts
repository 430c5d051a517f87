import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createAssignments, loadRules } from '../assignments/index.ts';
import { createCourseRecords } from '../completion/index.ts';
import { loadContentConfig, loadStoreConfig } from '../config.ts';
import { loadCatalogue, localFactsOf } from '../courses/index.ts';
import { createUnitStore } from '../employees/index.ts';
import { createLogger } from '../platform/logger.ts';
import { runCommand } from '../platform/run-command.ts';
import { indexesReady, openStore } from '../platform/store-connection.ts';
import { createStandings } from './create-standings.ts';
import type { Reconciled } from './reconcile.ts';

const usage = `npm run reports -- reconcile [--repair] [--json]

Proves that what HR and managers see follows from the records: works out everybody's standing anew from
completions, employments and absences, compares it with the one that reports read, and counts every
unit's figures straight from the records. Changes nothing. Works while the portal runs.

  --repair  writes anew the standings that differ
  --json    ends with one line of JSON: people, differing, units, differingUnits, repaired
  --help    prints this

Ends with 0 when all is equal or was mended, 1 when something differs, 2 when the command is not
understood.`;

const ownDir = join(import.meta.dirname, '../../content/courses');

const runReconcile = async (repair: boolean): Promise<Reconciled> => {
  const { course, coursesDir, organisation } = loadContentConfig();
  const { modules } = await loadCatalogue(coursesDir ?? ownDir, localFactsOf(organisation));
  const rules = await loadRules(course.rulesFile, modules, course);
  const { connection, close } = await openStore(loadStoreConfig());
  try {
    const standings = createStandings({
      connection,
      assignments: createAssignments({ modules, rules, units: createUnitStore(connection) }),
      recordsOf: createCourseRecords(connection),
      logger: createLogger({ level: 'warn' }, process.stderr),
    });
    await indexesReady(connection);
    return await standings.reconcile({ repair });
  } finally {
    await close();
  }
};

const print = ({ people, differing, units, differingUnits, repaired }: Reconciled): void => {
  for (const id of differing) console.log(`differs: employee ${id}`);
  for (const id of differingUnits) console.log(`differs: figures of unit ${id}`);
  const mended = repaired ? ', written anew' : '';
  console.log(`${people} people, ${differing.length} standings that differ${mended}`);
  console.log(`${units} units, ${differingUnits.length} whose figures differ`);
};

const main = async (): Promise<number> => {
  const flag = { type: 'boolean', default: false } as const;
  const options = { repair: flag, json: flag, help: flag };
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (positionals.join(' ') !== 'reconcile') {
    console.error(usage);
    return 2;
  }
  const outcome = await runReconcile(values.repair);
  print(outcome);
  if (values.json) console.log(JSON.stringify(outcome));
  const isEqual = outcome.repaired || outcome.differing.length === 0;
  return isEqual && outcome.differingUnits.length === 0 ? 0 : 1;
};

await runCommand(main);
