import { randomUUID } from 'node:crypto';
import { dayOf } from '../platform/swedish-day.ts';
import { applyImport } from './apply-import.ts';
import { auditDetails } from './audit-details.ts';
import type { RosterDeps } from './roster-deps.ts';
import type { RosterImport } from './roster-import-store.ts';
import type { Applying } from './roster-state-model.ts';
import { leaseMs } from './roster-turn-store.ts';

/** Why an import is not carried out. */
export type NotCarriedOut = 'changed-since' | 'busy' | 'other-day' | 'gone';

/** `finished` resolves when everything is written, and rejects when it broke off; the next one ends it. */
export type CarriedOut =
  | { outcome: 'begun'; finished: Promise<void> }
  | { outcome: 'already' }
  | { outcome: NotCarriedOut };

type OnProgress = (done: number, total: number) => void;

const finishImport = async (
  deps: RosterDeps,
  record: RosterImport,
  turn: Applying,
  conflicts: number,
) => {
  const { imports, turns, audit } = deps;
  const { at, by } = turn;
  const isUndo = record.undoes !== null;
  const action = isUndo ? 'roster.undone' : 'roster.imported';
  await audit.record({
    action,
    actor: by ?? undefined,
    result: 'ok',
    details: auditDetails(record),
  });
  const made = record.revision + 1;
  await imports.markApplied(record.id, { appliedAt: at, appliedBy: by, made, conflicts });
  if (record.undoes !== null) await imports.markUndone(record.undoes, record.id);
  await turns.finish(turn.holder);
};

/** Does the whole of it from the beginning: what a broken-off try has written is written again. */
const work = async (deps: RosterDeps, turn: Applying, onProgress?: OnProgress): Promise<void> => {
  const { roster, imports, turns } = deps;
  const { holder, importId, at, total } = turn;
  const goOn = async (done?: number) => {
    if (!(await turns.goOn(holder, done)))
      throw new Error('Another process has taken over the import.');
  };
  const alive = setInterval(() => void goOn().catch(() => undefined), leaseMs / 4);
  try {
    const record = await imports.find(importId);
    if (!record) throw new Error('The import that is being carried out is not there.');
    await imports.keep(importId);
    const conflicts = await applyImport(roster, imports, record, {
      at,
      onProgress: async (done) => {
        await goOn(done);
        onProgress?.(done, total);
      },
    });
    await finishImport(deps, record, turn, conflicts);
  } catch (error) {
    await turns.giveUp(holder).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(alive);
  }
};

/** Ends an import whose process has died. True when there was one. */
export const endBrokenOff = async (deps: RosterDeps): Promise<boolean> => {
  const turn = await deps.turns.takeOver(randomUUID());
  if (turn) await work(deps, turn);
  return turn !== null;
};

/**
 * Carries out a plan, once, however often and by however many it is asked for: only while the roster
 * is as it was when the plan was made, and on its day.
 */
export const carryOut = async (
  deps: RosterDeps,
  id: string,
  { at, by, onProgress }: { at: Date; by: string | null; onProgress?: OnProgress | undefined },
): Promise<CarriedOut> => {
  const { imports, turns } = deps;
  await endBrokenOff(deps);
  const record = await imports.find(id);
  if (!record || record.state === 'discarded') return { outcome: 'gone' };
  if (record.state === 'applied') return { outcome: 'already' };
  if (dayOf(at) !== record.day) return { outcome: 'other-day' };
  const { added, changed, leaving } = record.counts;
  const turn = { importId: id, at, by, holder: randomUUID(), total: added + changed + leaving };
  if (await turns.begin(record.revision, turn)) {
    const finished = work(deps, { ...turn, until: at, done: 0 }, onProgress);
    return { outcome: 'begun', finished };
  }
  const { applying } = await turns.read();
  if (applying) return { outcome: applying.importId === id ? 'already' : 'busy' };
  const isDone = (await imports.find(id))?.state === 'applied';
  return { outcome: isDone ? 'already' : 'changed-since' };
};
