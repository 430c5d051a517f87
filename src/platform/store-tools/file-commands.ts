import { resolve } from 'node:path';
import { backupStore, databaseFile, restoreStore, verifyStore } from '../embedded-store/index.ts';
import { createProgress } from './progress.ts';
import type { Outcome, ToolSettings } from './tool-settings.ts';

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const counting = () => {
  const progress = createProgress();
  const note = (collection: string, documents: number): void => {
    if (documents % 1000 === 0) progress.show(`${collection}: ${documents} documents`);
  };
  return { progress, note };
};

/** Checks the store's file, documents and indexes. */
export const verify = ({ dataDir }: ToolSettings): Outcome => {
  const { progress, note } = counting();
  const outcome = verifyStore(databaseFile(dataDir), note);
  progress.end();
  const { documents, collections, faults } = outcome;
  const summary = `${documents} documents in ${collections} collections, ${faults.length} faults`;
  return { lines: [...faults, summary], json: { ...outcome }, ok: faults.length === 0 };
};

/** Copies the store to a file. */
export const backup = async ({ dataDir, operand }: ToolSettings): Promise<Outcome> => {
  const progress = createProgress();
  const target = resolve(operand);
  const bytes = await backupStore(databaseFile(dataDir), target, (done, total) =>
    progress.show(`${Math.floor((100 * done) / total)} % of ${total} pages`),
  );
  progress.end();
  return { lines: [`${megabytes(bytes)} in ${target}`], json: { target, bytes }, ok: true };
};

/** Puts a backup in the store's place. */
export const restore = ({ dataDir, operand, replace }: ToolSettings): Outcome => {
  const { progress, note } = counting();
  const restored = restoreStore(resolve(operand), { dataDir, replace }, note);
  progress.end();
  const { documents, collections, before } = restored;
  const lines = [`${documents} documents in ${collections} collections restored to ${dataDir}`];
  if (before) lines.push(`What was there before is kept in ${before}`);
  return { lines, json: { documents, collections, before: before ?? null }, ok: true };
};
