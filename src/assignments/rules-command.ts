import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { loadContentConfig, loadStoreConfig } from '../config.ts';
import { findingLine, loadCatalogue, localFactsOf, type Finding } from '../courses/index.ts';
import { createUnitStore } from '../employees/index.ts';
import { runCommand } from '../platform/run-command.ts';
import { openStore } from '../platform/store-connection.ts';
import { readRules, type NamedRule } from './read-rules.ts';
import { resolveUnits, type UnknownUnit } from './resolve-units.ts';
import { RulesError } from './load-rules.ts';

const usage = `npm run rules -- check [FILE] [--json]

Checks the rules for who takes which modules, until when and how often (docs/rules.md): how they
are written, that the modules are in the course and the units in the roster. Every fault and warning
is printed with its line. Works while the portal runs.

  FILE    the rules (default: ASSIGNMENT_RULES_FILE)
  --json  ends with one line of JSON: rules, faults, warnings
  --help  prints this

Ends with 0 when there is no fault, 1 when there is one, 2 when the command is not understood.`;

const ownDir = join(import.meta.dirname, '../../content/courses');

const unitFault = (file: string, { rule, line, unit, candidates }: UnknownUnit): Finding => ({
  severity: 'fault',
  file,
  line,
  text:
    candidates.length === 0
      ? `rule "${rule}": the roster has no unit "${unit}". Write it as in the roster, from the top: Vård och omsorg / Hemtjänst.`
      : `rule "${rule}": "${unit}" may be ${candidates.join(' or ')}. Write the whole name.`,
});

/** What of the rules the roster does not know. */
const checkUnits = async (file: string, rules: readonly NamedRule[]): Promise<Finding[]> => {
  if (rules.every(({ units }) => units === undefined)) return [];
  const { connection, close } = await openStore(loadStoreConfig());
  try {
    const { unknown } = resolveUnits(rules, await createUnitStore(connection).all());
    return unknown.map((one) => unitFault(file, one));
  } finally {
    await close();
  }
};

const check = async (given: string | undefined, json: boolean): Promise<number> => {
  const { course, coursesDir, organisation } = loadContentConfig();
  const path = given ?? course.rulesFile;
  if (path === undefined) throw new RulesError('Name a file, or set ASSIGNMENT_RULES_FILE.');
  const file = relative('', path);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new RulesError(`${file} cannot be read.`, { cause });
  });
  const { modules } = await loadCatalogue(coursesDir ?? ownDir, localFactsOf(organisation));
  const read = readRules({ file, text }, modules, course);
  const findings = [...read.findings, ...(await checkUnits(file, read.rules))];
  const count = (severity: string) => findings.filter((one) => one.severity === severity).length;
  const sum = { rules: read.rules.length, faults: count('fault'), warnings: count('warning') };
  for (const finding of findings) console.log(findingLine(finding));
  console.log(`${sum.rules} rules, ${sum.faults} faults, ${sum.warnings} warnings`);
  if (json) console.log(JSON.stringify(sum));
  return sum.faults > 0 ? 1 : 0;
};

const main = async (): Promise<number> => {
  const flag = { type: 'boolean', default: false } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: flag, help: flag },
  });
  const [command, file, ...rest] = positionals;
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (command === 'check' && rest.length === 0) return check(file, values.json);
  console.error(usage);
  return 2;
};

await runCommand(main);
