import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RosterFileError } from '../employees/index.ts';
import type { Logger } from '../platform/logger.ts';
import { refusalText, reportText } from './import-report.ts';
import { importRoster } from './import-roster.ts';
import type { RosterDeps } from './roster-deps.ts';

export interface FolderSettings {
  dir: string;
  everyMs: number;
  /** A file that is larger is refused. */
  maxBytes: number;
  /** What the organisation calls its columns. */
  headings: Record<string, string>;
}

/** So long nothing may have been written to a file: it has come whole then. */
const stillMs = 5_000;
const holder = randomUUID();

const sizeOf = async (path: string) => {
  const { size, mtimeMs } = await stat(path);
  return { size, mtimeMs, isStill: Date.now() - mtimeMs > stillMs };
};

/** Files that have come whole, the oldest first. */
const waiting = async (dir: string): Promise<string[]> => {
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries
    .filter(
      (entry) => entry.isFile() && /\.(csv|txt)$/i.test(entry.name) && !entry.name.startsWith('.'),
    )
    .map(({ name }) => name);
  const files = await Promise.all(
    names.map(async (name) => ({ name, ...(await sizeOf(join(dir, name))) })),
  );
  return files
    .filter(({ isStill }) => isStill)
    .sort((a, b) => a.mtimeMs - b.mtimeMs)
    .map(({ name }) => name);
};

interface Outcome {
  to: 'done' | 'failed';
  report: string;
}

const take = async (
  deps: RosterDeps,
  path: string,
  name: string,
  settings: FolderSettings,
): Promise<Outcome> => {
  const { size } = await stat(path);
  if (size > settings.maxBytes) return { to: 'failed', report: 'The file is too large.' };
  const before = await sizeOf(path);
  const file = await readFile(path);
  const after = await sizeOf(path);
  if (before.size !== after.size || before.mtimeMs !== after.mtimeMs)
    throw new Error('The file was written to while it was read.');
  try {
    const report = await importRoster(deps, file, {
      headings: settings.headings,
      origin: 'folder',
      fileName: name,
    });
    const to = report.outcome === 'imported' ? 'done' : 'failed';
    const why = report.tooManyLeavers ? [refusalText(report)] : [];
    return { to, report: [reportText(report), ...why].join('\n') };
  } catch (error) {
    if (error instanceof RosterFileError) return { to: 'failed', report: error.message };
    throw error;
  }
};

/** Out of the way, so that it is not read again, with what came of it beside it. */
const putAway = async (dir: string, name: string, { to, report }: Outcome): Promise<void> => {
  const kept = `${new Date().toISOString().slice(0, 19).replaceAll(':', '')}-${name}`;
  await mkdir(join(dir, to), { recursive: true });
  await writeFile(join(dir, to, `${kept}.report.txt`), `${report}\n`);
  await rename(join(dir, name), join(dir, to, kept));
};

/**
 * Imports what lies in the folder, one file after the other, by the rules of the command. One process
 * looks at a time. A file goes to `done` or `failed` with a report; one that cannot be taken now (the
 * store does not answer, another import runs) stays where it is.
 */
export const pickUp = async (
  deps: RosterDeps,
  settings: FolderSettings,
  logger: Logger,
): Promise<void> => {
  const { dir, everyMs } = settings;
  if (!(await deps.turns.takeFolder(holder, everyMs * 2 + 60_000))) return;
  for (const name of await waiting(dir)) {
    const outcome = await take(deps, join(dir, name), name, settings);
    await putAway(dir, name, outcome);
    logger.info({ to: outcome.to }, 'roster picked up');
  }
};
