import { moduleRoundOn, type Assignments } from '../assignments/index.ts';
import type { Audit } from '../audit/index.ts';
import { editionOf, type Module } from '../courses/index.ts';
import type { EmployeeStore } from '../employees/index.ts';
import { dayOf, noonOf, type Day } from '../platform/swedish-day.ts';
import type { PaperMethod } from './completion-model.ts';
import { isOnPaper, type CompletionStore, type PaperCompletion } from './completion-store.ts';
import type { Correction, CorrectionStore } from './correction-store.ts';
import type { ProgressStore } from './progress-store.ts';
import type { PersonReader } from './read-person.ts';

/** A module done on paper, as it is entered. */
export interface PaperEntry {
  day: Day;
  method: PaperMethod;
  witness: string;
  /** Who enters it. */
  by: string;
}

/** The version of a module that there was to do on a day. */
const versionOn = ({ version, changes = [] }: Module, day: Day): string =>
  (changes.findLast((change) => change.day <= day) ?? changes[0])?.version ?? version;

/**
 * What others enter of a person's course: that a module was done on paper, and that a completion
 * does not count. Each is a record that is added, with who and why; nothing is changed or removed.
 */
export const createRecordByHand = (deps: {
  completions: CompletionStore;
  corrections: CorrectionStore;
  progress: Pick<ProgressStore, 'close'>;
  readPerson: PersonReader;
  assignments: Assignments;
  employees: Pick<EmployeeStore, 'markStanding'>;
  audit: Audit;
  now: () => Date;
}) => {
  const { completions, corrections, assignments, audit, now } = deps;

  /** What follows from one on paper; may be done again. */
  const settlePaper = async (completion: PaperCompletion): Promise<void> => {
    const { id, employeeId, module, contentVersion, paper } = completion;
    await deps.progress.close(completion);
    await deps.employees.markStanding(employeeId);
    await audit.record({
      action: 'completion.entered',
      actor: paper.by,
      target: employeeId,
      result: 'ok',
      details: { module, contentVersion, record: id },
    });
    await completions.settle(completion);
  };

  const settleCorrection = async (correction: Correction): Promise<void> => {
    const { employeeId, completionId, by } = correction;
    await deps.employees.markStanding(employeeId);
    await audit.record({
      action: 'completion.corrected',
      actor: by,
      target: employeeId,
      result: 'ok',
      details: { record: completionId },
    });
    await corrections.settle(correction);
  };

  /** The round for what was done on a day: the first whose number no record of its edition has. */
  const roundFor = async (employeeId: string, module: Module, day: Day) => {
    const contentVersion = versionOn(module, day);
    const [course, { facts }] = await Promise.all([
      assignments.course(),
      deps.readPerson(employeeId),
    ]);
    const used = facts.completions
      .filter((one) => one.module === module.slug)
      .filter((one) => editionOf(one.contentVersion) === editionOf(contentVersion))
      .map(({ cycle }) => cycle);
    const { isDone } = moduleRoundOn(facts, course, module, dayOf(now()));
    const cycle = Math.max(0, ...used) + 1;
    return { isDone, round: { employeeId, module: module.slug, contentVersion, cycle } };
  };

  return {
    /**
     * Enters that a module was done on paper. `done`: the person has done it already, and it holds;
     * of two who enter it at once, one adds it.
     */
    enterPaper: async (
      employeeId: string,
      module: Module,
      { day, method, witness, by }: PaperEntry,
    ): Promise<'entered' | 'done'> => {
      const { isDone, round } = await roundFor(employeeId, module, day);
      if (isDone) return 'done';
      const { added, held } = await completions.add({
        ...round,
        at: noonOf(day),
        how: 'paper',
        paper: { method, witness, by, enteredAt: now() },
        unsettled: true,
      });
      if (!added || !isOnPaper(held)) return 'done';
      await settlePaper(held);
      return 'entered';
    },

    /** Says that a completion does not count. False when that has been said; the first reason stands. */
    correct: async (
      { id, employeeId }: { id: string; employeeId: string },
      { reason, by }: { reason: string; by: string },
    ): Promise<boolean> => {
      const correction = { employeeId, completionId: id, reason, by, at: now() };
      const added = await corrections.add(correction);
      if (added) await settleCorrection(correction);
      return added;
    },

    correctionsOf: corrections.ofEmployee,

    /** Finishes what a crash left half done. */
    repair: async (): Promise<void> => {
      for (const completion of await completions.unsettled()) await settlePaper(completion);
      for (const correction of await corrections.unsettled()) await settleCorrection(correction);
    },
  };
};
