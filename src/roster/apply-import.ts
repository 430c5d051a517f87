import type { RosterStore } from '../employees/index.ts';
import type { RosterImport, RosterImportStore } from './roster-import-store.ts';

export interface ApplyOptions {
  at: Date;
  /** Told how many of the people are written; rejects to break off. */
  onProgress: (done: number) => Promise<void>;
}

/**
 * Writes what an import changes, in batches, each person in one write. There is no transaction, and
 * none is needed: every write may be repeated. Units come first, so that nobody belongs to a unit
 * that is not there, and go last.
 *
 * @returns how many people were not written, because somebody else has their number meanwhile.
 */
export const applyImport = async (
  store: RosterStore,
  imports: RosterImportStore,
  { id, units, released, requireReset }: RosterImport,
  { at, onProgress }: ApplyOptions,
): Promise<number> => {
  const resetRequiredSince = requireReset ? at : null;
  let done = 0;
  let conflicts = 0;
  const note = async (written: unknown[]) => {
    done += written.length;
    await onProgress(done);
  };

  await store.putUnits(units.put, at);
  await store.release(released, at);
  for await (const people of imports.batches(id, 'leaving')) {
    await store.leave(people, at);
    await note(people);
  }
  for await (const people of imports.batches(id, 'changed')) {
    conflicts += await store.change(people, at, resetRequiredSince);
    await note(people);
  }
  for await (const people of imports.batches(id, 'added')) {
    conflicts += await store.add(people, resetRequiredSince);
    await note(people);
  }
  await store.putUnits(units.close, at);
  return conflicts;
};
