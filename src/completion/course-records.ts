import {
  absencesOf,
  createAbsenceStore,
  type Absence,
  type CompletionFact,
} from '../assignments/index.ts';
import type { OpenStore } from '../platform/store-connection.ts';
import { dayOf, type Day } from '../platform/swedish-day.ts';
import { createCompletionStore } from './completion-store.ts';
import { createCorrectionStore } from './correction-store.ts';
import { createProgressStore } from './progress-store.ts';
import { completionFact } from './read-person.ts';

/** What a person has done of the course, and when they need not do it. */
export interface DoneRecords {
  completions: CompletionFact[];
  absences: Absence[];
}

/** What is on record of a person's course, as their standing follows from it. */
export interface CourseRecords extends DoneRecords {
  /** The days on which modules were begun. */
  begun: { module: string; day: Day }[];
}

export type ReadMany<T> = (employeeIds: readonly string[]) => Promise<ReadonlyMap<string, T>>;

/** Reads what many people have done, by a few commands; who has nothing on record has empty lists. */
export const createDoneRecords = (connection: OpenStore['connection']): ReadMany<DoneRecords> => {
  const completions = createCompletionStore(connection);
  const corrections = createCorrectionStore(connection);
  const absences = createAbsenceStore(connection);

  return async (employeeIds) => {
    const records = new Map(
      employeeIds.map((id): [string, DoneRecords] => [id, { completions: [], absences: [] }]),
    );
    const [completed, corrected, away] = await Promise.all([
      completions.roundsOf(employeeIds),
      corrections.correctedOf(employeeIds),
      absences.ofEmployees(employeeIds),
    ]);
    for (const one of completed) {
      const fact = completionFact(one, corrected.has(one._id.toHexString()));
      records.get(one.employeeId.toHexString())?.completions.push(fact);
    }
    for (const one of away) records.get(one.employeeId)?.absences.push(...absencesOf([one]));
    return records;
  };
};

/** The same with what they have begun. */
export const createCourseRecords = (
  connection: OpenStore['connection'],
): ReadMany<CourseRecords> => {
  const doneOf = createDoneRecords(connection);
  const progress = createProgressStore(connection);

  return async (employeeIds) => {
    const [done, begun] = await Promise.all([doneOf(employeeIds), progress.begunBy(employeeIds)]);
    const records = new Map(
      [...done].map(([id, one]): [string, CourseRecords] => [id, { ...one, begun: [] }]),
    );
    for (const { employeeId, module, startedAt } of begun)
      records.get(employeeId)?.begun.push({ module, day: dayOf(startedAt) });
    return records;
  };
};
