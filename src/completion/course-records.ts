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

/** What is on record of a person's course, as their standing follows from it. */
export interface CourseRecords {
  completions: CompletionFact[];
  /** The days on which modules were begun. */
  begun: { module: string; day: Day }[];
  absences: Absence[];
}

/** Reads it of many people at once; who has nothing on record has empty lists. */
export const createCourseRecords = (connection: OpenStore['connection']) => {
  const completions = createCompletionStore(connection);
  const corrections = createCorrectionStore(connection);
  const progress = createProgressStore(connection);
  const absences = createAbsenceStore(connection);

  return async (employeeIds: readonly string[]): Promise<ReadonlyMap<string, CourseRecords>> => {
    const records = new Map(
      employeeIds.map((id): [string, CourseRecords] => [
        id,
        { completions: [], begun: [], absences: [] },
      ]),
    );
    const [completed, corrected, begun, away] = await Promise.all([
      completions.ofEmployees(employeeIds),
      corrections.correctedOf(employeeIds),
      progress.begunBy(employeeIds),
      absences.ofEmployees(employeeIds),
    ]);
    for (const one of completed)
      records.get(one.employeeId)?.completions.push(completionFact(one, corrected));
    for (const one of away) records.get(one.employeeId)?.absences.push(...absencesOf([one]));
    for (const { employeeId, module, startedAt } of begun)
      records.get(employeeId)?.begun.push({ module, day: dayOf(startedAt) });
    return records;
  };
};
