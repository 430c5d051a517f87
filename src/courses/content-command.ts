import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { loadContentConfig } from '../config.ts';
import { contentFigures } from './content-figures.ts';
import { contentTable } from './content-table.ts';
import { findingLine, type Finding } from './findings.ts';
import { localFactsOf } from './local-facts.ts';
import { newModule } from './new-module.ts';
import { readCatalogue } from './read-catalogue.ts';
import { runCommand } from '../platform/run-command.ts';

const usage = `npm run content -- check [--dir FOLDER] [--json]
npm run content -- new SLUG [--dir FOLDER]

check: checks the course's files and prints modules, pages, words, LIX, questions and minutes.
Every fault and warning is printed with its file and line. The organisation's own numbers are those
of the settings (ORG_SUPPORT_PHONE, ORG_ALARM_PHONE, ORG_REPORT_MAIL).
new: begins a module in a folder of that name, which is without fault and says what to write where.

  --dir FOLDER  the folder of the modules (default: COURSES_DIR, else content/courses)
  --json        ends with one line of JSON: modules, languages, questions, faults, warnings
  --help        prints this

Ends with 0 when there is no fault, 1 when there is one, 2 when the command is not understood.`;

const ownDir = join(import.meta.dirname, '../../content/courses');

/** What every course must tell its readers: whom to call, by day and by night, and where to report. */
const mustBeTold = ['org.supportPhone', 'org.alarmPhone', 'org.reportMail'];

const untold = (used: ReadonlySet<string>, file: string): Finding[] =>
  mustBeTold
    .filter((name) => !used.has(name))
    .map((name) => ({
      severity: 'warning',
      file,
      line: 1,
      text: `no text tells {{${name}}}.`,
    }));

const unset = (problems: string[]): Finding[] =>
  problems.map((text) => ({ severity: 'fault', file: 'settings', line: 1, text }));

const check = async (dir: string, json: boolean): Promise<number> => {
  const { organisation, problems } = loadContentConfig();
  const folder = relative('', dir) || '.';
  const read = await readCatalogue(folder, localFactsOf(organisation));
  const findings = [...unset(problems), ...read.findings, ...untold(read.used, folder)];
  const figures = contentFigures(read.modules);
  const count = (severity: string) =>
    findings.filter((finding) => finding.severity === severity).length;
  const summary = {
    modules: read.modules.length,
    languages: [...new Set(figures.map(({ language }) => language))],
    questions: figures
      .filter(({ language }) => language === 'sv')
      .reduce((total, { questions }) => total + questions, 0),
    faults: count('fault'),
    warnings: count('warning'),
  };
  console.log(contentTable(figures));
  console.log('');
  for (const finding of findings) console.log(findingLine(finding));
  console.log(`${summary.faults} faults, ${summary.warnings} warnings`);
  if (json) console.log(JSON.stringify(summary));
  return summary.faults > 0 ? 1 : 0;
};

const begin = async (dir: string, slug: string): Promise<number> => {
  const made = await newModule(dir, slug);
  console.log(typeof made === 'string' ? made : made.map((file) => relative('', file)).join('\n'));
  return typeof made === 'string' ? 1 : 0;
};

const parse = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      dir: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });

const main = async (): Promise<number> => {
  const { values, positionals } = parse();
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const dir = values.dir ?? loadContentConfig().coursesDir ?? ownDir;
  const [command, slug, ...rest] = positionals;
  if (command === 'check' && slug === undefined) return check(dir, values.json);
  if (command === 'new' && slug !== undefined && rest.length === 0) return begin(dir, slug);
  console.error(usage);
  return 2;
};

await runCommand(main, 2);
