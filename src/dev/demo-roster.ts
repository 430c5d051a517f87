import { hash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createAuditLog } from '../audit/index.ts';
import type { Config } from '../config.ts';
import { createEmployeeStore, describeNote } from '../employees/index.ts';
import { createPersonKey } from '../platform/personal-number.ts';
import { indexesReady, openStore } from '../platform/store-connection.ts';
import { importRoster, rosterDeps } from '../roster/index.ts';
import { demoPeople, demoRoster } from './demo-data/index.ts';
import type { DemoSettings } from './demo-settings.ts';
import type { DemoPerson } from './identity-provider/index.ts';

/** The people of the demo, and by what they are remembered in the data folder. */
export interface DemoRoster {
  file: Uint8Array;
  /** A file's path, or how many were invented. */
  origin: string;
  /** The data folder holds these people already. */
  known: boolean;
}

const noteFile = (dataDir: string) => join(dataDir, 'demo-roster');

const invented = /^\d+$/;

/** What the data folder is told of its people: of a file also what it held, since it may be edited. */
const noteOn = (origin: string, file: Uint8Array): string =>
  invented.test(origin) ? origin : `${origin}\n${hash('sha256', file)}`;

const readFile = (path: string): Uint8Array => {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Error(`The roster ${path} (DEMO_ROSTER) cannot be read.`, { cause });
  }
};

/**
 * The roster that was asked for, else the one the data folder was begun with, else the invented
 * one. The invented one is the same each time, so that only its size needs to be remembered.
 *
 * @throws when a named file cannot be read.
 */
export const readDemoRoster = (settings: DemoSettings): DemoRoster => {
  const note = noteFile(settings.dataDir);
  const before = existsSync(note) ? readFileSync(note, 'utf8') : undefined;
  const asked = settings.roster ? resolve(settings.roster) : settings.employees?.toString();
  const origin = asked ?? before?.split('\n', 1)[0] ?? '2200';
  const file = invented.test(origin)
    ? Buffer.from(demoRoster({ employees: Number(origin) }))
    : readFile(origin);
  return { file, origin, known: noteOn(origin, file) === before };
};

/**
 * Whom one can sign in as.
 *
 * @throws naming the file when it cannot be read as a roster.
 */
export const peopleOf = (
  { file, origin }: DemoRoster,
  headings: Record<string, string>,
): DemoPerson[] => {
  try {
    return demoPeople(file, headings);
  } catch (cause) {
    const { message } = cause as Error;
    throw new Error(`The roster ${origin} (DEMO_ROSTER) cannot be used. ${message}`, { cause });
  }
};

/** Brings the demo's people into the store, a reset required of each, unless they are there. */
export const importDemoRoster = async (config: Config, roster: DemoRoster): Promise<void> => {
  const store = await openStore(config);
  try {
    const { connection } = store;
    const employees = createEmployeeStore(connection);
    const personKey = createPersonKey(config.personKey.secret, config.personKey.keyId);
    const audit = createAuditLog(connection, config.auditKey);
    const deps = rosterDeps(connection, { audit, personKey });
    await indexesReady(connection);
    if (roster.known && (await employees.count()) > 0) return;
    const options = { headings: config.rosterHeadings, allowLeavers: true, requireReset: true };
    const report = await importRoster(deps, roster.file, options);
    for (const note of report.rejected)
      process.stderr.write(`Roster, left out: ${describeNote(note)}\n`);
    writeFileSync(noteFile(config.dataDir), noteOn(roster.origin, roster.file));
  } finally {
    await store.close();
  }
};
