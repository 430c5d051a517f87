import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { createAuditLog } from '../audit/index.ts';
import { loadDataConfig } from '../config.ts';
import { createPersonKey } from '../platform/personal-number.ts';
import { indexesReady, openStore } from '../platform/store-connection.ts';
import { refusalText, reportJson, reportText, type ImportReport } from './import-report.ts';
import { importRoster } from './import-roster.ts';
import { rosterDeps } from './create-roster.ts';
import { runCommand } from '../platform/run-command.ts';

const help = `Usage: npm run roster -- import FILE [--dry-run] [--allow-leavers] [--json]

Brings people, units, managers and roles from an HR system's export into the portal:
CSV with semicolon or comma, UTF-8 or Windows-1252, and the headings
Anställningsnummer;Personnummer;Förnamn;Efternamn;E-post;Mobil;Enhet;Chef;Roller;Slutdatum
and, where there are such, Ställföreträdare;Anställningsdatum;Anställningsform;Skyddad identitet
(others: see ROSTER_HEADINGS). Works while the portal runs.

  --dry-run        tell what would change and change nothing
  --allow-leavers  let the file remove more than 10 % of the active people
  --json           print the outcome as one JSON object, the last line
  --help           print this

Exit status: 0 done, 1 nothing was changed, 2 the command was not understood.`;

const flag = { type: 'boolean', default: false } as const;

const readArguments = () => {
  try {
    const options = { 'dry-run': flag, 'allow-leavers': flag, json: flag, help: flag };
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    const [verb, path, ...more] = positionals;
    const understood = verb === 'import' && path !== undefined && more.length === 0;
    return { values, path: understood ? path : undefined };
  } catch {
    return undefined;
  }
};

type Flags = NonNullable<ReturnType<typeof readArguments>>['values'];

const readRosterFile = async (path: string): Promise<Uint8Array> => {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new Error(`The file ${path} cannot be read.`, { cause });
  }
};

const showProgress = (done: number, total: number): void => {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r${done} of ${total} people${done === total ? '\n' : ''}`);
};

/** Who runs this, as the server knows them; in a container the number may have no name. */
const accountName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.());
  }
};

const runImport = async (path: string, flags: Flags): Promise<ImportReport> => {
  const config = loadDataConfig();
  const file = await readRosterFile(path);
  const { connection, close } = await openStore(config);
  try {
    const deps = rosterDeps(connection, {
      audit: createAuditLog(connection, config.auditKey),
      personKey: createPersonKey(config.personKey.secret, config.personKey.keyId),
    });
    await indexesReady(connection);
    return await importRoster(deps, file, {
      headings: config.rosterHeadings,
      dryRun: flags['dry-run'],
      allowLeavers: flags['allow-leavers'],
      account: accountName(),
      fileName: basename(path),
      onProgress: showProgress,
    });
  } finally {
    await close();
  }
};

const print = (report: ImportReport, flags: Flags): void => {
  console.log(reportText(report));
  if (report.tooManyLeavers) console.error(refusalText(report));
  if (flags.json) console.log(reportJson(report));
};

const main = async (): Promise<number> => {
  const given = readArguments();
  if (given?.values.help) {
    console.log(help);
    return 0;
  }
  if (given?.path === undefined) {
    console.error(help);
    return 2;
  }
  const report = await runImport(given.path, given.values);
  print(report, given.values);
  return report.outcome === 'refused' ? 1 : 0;
};

await runCommand(main);
