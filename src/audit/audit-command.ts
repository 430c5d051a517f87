import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadDataConfig } from '../config.ts';
import { openStore } from '../platform/store-connection.ts';
import { createAuditReader } from './audit-reader-store.ts';
import { readHead, type WitnessedHead } from './sealed-head.ts';
import { verifyAudit, type AuditFault } from './verify-audit.ts';
import { runCommand } from '../platform/run-command.ts';

const help = `Usage: npm run audit -- verify [--head FILE] [--json]

Reads the whole audit log and names every record that was altered, removed or put in another
order. With what a second place has been told (AUDIT_HEAD_FILE, or lines from syslog in a file) it
also sees a tail that was cut off and a chain that was written anew. Works while the portal runs.

  --head FILE  the second place's lines, instead of AUDIT_HEAD_FILE
  --json       print the outcome as one JSON object, the last line
  --help       print this

Exit status: 0 whole, 1 something is wrong, 2 the command was not understood.`;

const words: Record<AuditFault['kind'], string> = {
  altered: 'altered: its seal does not fit what it says',
  reordered: 'reordered: it was written under another number',
  removed: 'removed',
  unlinked: 'not linked: it does not follow the record before it',
  cut: 'cut off: the second place has been told of them, the log ends before',
  rewritten: 'rewritten: the second place was told of another record with this number',
};

const inWords = ({ kind, number, to }: AuditFault): string =>
  `${to === undefined || to === number ? `record ${number}` : `records ${number}–${to}`}: ${words[kind]}`;

/** The heads in a file, and the lines that hold none sealed with our key. */
const headsIn = async (key: Buffer, path: string | undefined) => {
  const heads: WitnessedHead[] = [];
  const badLines: number[] = [];
  if (path === undefined) return { heads, badLines };
  let number = 0;
  for await (const line of (await open(path)).readLines()) {
    number += 1;
    if (line.trim() === '') continue;
    const head = readHead(key, line);
    if (head) heads.push(head);
    else badLines.push(number);
  }
  return { heads, badLines };
};

const showProgress = (number: number): void => {
  if (process.stderr.isTTY && number % 1000 === 0) process.stderr.write(`\r${number} records\r`);
};

const doubts = (outcome: Outcome): string[] => {
  const { records, faults, heads } = outcome;
  const isAll = faults.some(
    ({ kind, number, to }) => kind === 'altered' && number === 1 && to === records,
  );
  return [
    ...(records === 0 ? ['The log is empty: is this the right store?'] : []),
    ...(isAll && records > 1 ? ['No record fits its seal: is AUDIT_KEY the portal’s own?'] : []),
    ...(heads === 0
      ? ['Without a second place neither a cut tail nor a rewritten chain can be seen.']
      : []),
  ];
};

type Outcome = Awaited<ReturnType<typeof verifyAudit>> & { heads: number; badLines: number[] };

const isWhole = ({ records, faults, badLines }: Outcome) =>
  records > 0 && faults.length === 0 && badLines.length === 0;

const print = (outcome: Outcome, path: string | undefined): void => {
  const { records, faults, heads, badLines } = outcome;
  for (const fault of faults) console.log(inWords(fault));
  for (const line of badLines) console.log(`${path}, line ${line}: no head sealed with our key`);
  const seen = `${records} records, ${faults.length} faults`;
  console.log(`${seen}; ${heads} heads in the second place${path ? ` (${path})` : ''}`);
  for (const doubt of doubts(outcome)) console.error(doubt);
};

const verify = async (flags: { head: string | undefined; json: boolean }): Promise<number> => {
  const config = loadDataConfig();
  const path = flags.head ?? config.audit.headFile;
  const { heads, badLines } = await headsIn(config.auditKey, path);
  const store = await openStore(config);
  try {
    const { all } = createAuditReader(store.connection);
    const found = await verifyAudit(all(), config.auditKey, heads, showProgress);
    const outcome = { ...found, heads: heads.length, badLines };
    print(outcome, path);
    if (flags.json) console.log(JSON.stringify(outcome));
    return isWhole(outcome) ? 0 : 1;
  } finally {
    await store.close();
  }
};

const main = async (): Promise<number> => {
  const flag = { type: 'boolean', default: false } as const;
  const options = { head: { type: 'string' }, json: flag, help: flag } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  if (values.help) console.log(help);
  else if (positionals.length !== 1 || positionals[0] !== 'verify') {
    console.error(help);
    return 2;
  } else return verify({ head: values.head, json: values.json });
  return 0;
};

await runCommand(main);
