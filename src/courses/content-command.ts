import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { contentFigures } from './content-figures.ts';
import { contentTable } from './content-table.ts';
import { findingLine } from './findings.ts';
import { localFactsOf } from './local-facts.ts';
import { readCatalogue } from './read-catalogue.ts';

const usage = `npm run content -- check [--dir FOLDER] [--json]

Checks the course's files and prints modules, pages, words, LIX, questions and minutes.
Every fault and warning is printed with its file and line.

  --dir FOLDER  the folder of the modules (default: content/courses)
  --json        ends with one line of JSON: modules, languages, questions, faults, warnings
  --help        prints this

Ends with 0 when there is no fault, 1 when there is one, 2 when the command is not understood.`;

const defaultDir = join(import.meta.dirname, '../../content/courses');

/** They stand in for the organisation's own, which the settings always have. */
const sampleFacts = localFactsOf({
  name: 'Norrstrands kommun',
  product: 'Säkerhetsporten',
  place: 'Norrstrand',
  supportPhone: '0923-650 00',
  alarmPhone: '0980-319 200',
  reportMail: 'anmal@norrstrand.example',
});

const check = async (dir: string, json: boolean): Promise<number> => {
  const { modules, findings } = await readCatalogue(relative('', dir) || '.', sampleFacts);
  const figures = contentFigures(modules);
  const count = (severity: string) =>
    findings.filter((finding) => finding.severity === severity).length;
  const summary = {
    modules: modules.length,
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

const parse = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      dir: { type: 'string', default: defaultDir },
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
  if (positionals.join(' ') === 'check') return check(values.dir, values.json);
  console.error(usage);
  return 2;
};

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
