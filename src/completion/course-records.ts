import type { Absence, CompletionFact } from '../assignments/index.ts';
import type { OpenStore } from '../platform/store-connection.ts';
import { dayOf, type Day } from '../platform/swedish-day.ts';
import { createCompletionStore } from './completion-store.ts';
import { createProgressStore } from './progress-store.ts';

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
  const progress = createProgressStore(connection);

  return async (employeeIds: readonly string[]): Promise<ReadonlyMap<string, CourseRecords>> => {
    const records = new Map(
      employeeIds.map((id): [string, CourseRecords] => [
        id,
        { completions: [], begun: [], absences: [] },
      ]),
    );
    const [completed, begun] = await Promise.all([
      completions.ofEmployees(employeeIds),
      progress.begunBy(employeeIds),
    ]);
    for (const { employeeId, module, contentVersion, cycle, at } of completed)
      records.get(employeeId)?.completions.push({
        ...{ module, contentVersion, cycle },
        day: dayOf(at),
        isCorrected: false,
      });
    for (const { employeeId, module, startedAt } of begun)
      records.get(employeeId)?.begun.push({ module, day: dayOf(startedAt) });
    return records;
  };
};
