import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadDirectoryConfig } from '../config.ts';
import { openRemoteDirectory } from '../open-directory.ts';
import { findingInWords, type CheckFinding } from './directory-check.ts';
import { tryTestAccount } from './try-test-account.ts';
import { createI18n } from '../platform/i18n.ts';
import { runCommand } from '../platform/run-command.ts';

const usage = `npm run directory -- check [--test-account NAME] [--json]

Connects to every server of the directory, signs in with the portal's own account, and tells the
password policy and which rights are missing. Changes nothing, unless a test account is named.

  --test-account NAME  resets this account, found as the portal finds people: by employee
                       number or user name. It gets a new password that nobody knows.
  --json               ends with one line of JSON: findings, faults, warnings
  --help               prints this

Ends with 0 when there is no fault, 1 when there is one, 2 when the command is not understood.`;

const marks = { ok: '✓', warning: '!', fault: '✗' };

const { en: t } = createI18n(join(import.meta.dirname, '../../content/locales'));

const print = (checked: CheckFinding[], json: boolean): number => {
  const findings = checked.map((one) => ({ level: one.level, text: findingInWords(t, one) }));
  for (const { level, text } of findings) console.log(`${marks[level]} ${text}`);
  const count = (level: string) => findings.filter((finding) => finding.level === level).length;
  const summary = { findings, faults: count('fault'), warnings: count('warning') };
  console.log(`${summary.faults} faults, ${summary.warnings} warnings`);
  if (json) console.log(JSON.stringify(summary));
  return summary.faults > 0 ? 1 : 0;
};

/** What the log would say is in the findings. */
const quiet = { warn: () => undefined };

const check = async (name: string | undefined, json: boolean): Promise<number> => {
  const directory = openRemoteDirectory(loadDirectoryConfig(), quiet);
  if (!directory) {
    console.log('The portal’s own directory needs no connection: there is nothing to check.');
    return 0;
  }
  const findings = await directory.check();
  const tried = name === undefined ? [] : await tryTestAccount(directory, name);
  return print([...findings, ...tried], json);
};

const parse = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      'test-account': { type: 'string' },
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
  if (positionals.join(' ') === 'check') return check(values['test-account'], values.json);
  console.error(usage);
  return 2;
};

await runCommand(main, 2);
