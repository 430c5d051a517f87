import type { ImportPlan } from './plan-import.ts';
import type { RosterStore } from './roster-store.ts';

export interface ApplyOptions {
  at: Date;
  /** Set on those who are new or return; null asks no reset of them. */
  resetRequiredSince: Date | null;
  /** Told how many of the people are written. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

const batchSize = 500;

/**
 * Carries out a plan in batches. There is no transaction, and none is needed: each person is one
 * document, and a plan made anew after a crash holds what is left to do. Units come first, so
 * that nobody belongs to a unit that is not there, and go last.
 */
export const applyImport = async (
  store: RosterStore,
  plan: ImportPlan,
  { at, resetRequiredSince, onProgress }: ApplyOptions,
): Promise<void> => {
  const total = plan.added.length + plan.changed.length + plan.leaving.length;
  let done = 0;
  const inBatches = async <T>(items: T[], write: (batch: T[]) => Promise<void>) => {
    for (let start = 0; start < items.length; start += batchSize) {
      const batch = items.slice(start, start + batchSize);
      await write(batch);
      done += batch.length;
      onProgress?.(done, total);
    }
  };

  await store.putUnits(plan.unitChanges.put, at);
  await store.release(plan.released, at);
  await inBatches(plan.leaving, (people) => store.leave(people, at));
  await inBatches(plan.changed, (people) => store.change(people, at, resetRequiredSince));
  await inBatches(plan.added, (people) => store.add(people, resetRequiredSince));
  await store.putUnits(plan.unitChanges.close, at);
};
