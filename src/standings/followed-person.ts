import type { Absence, CompletionFact } from '../assignments/index.ts';
import type { EmployeeRecord, Employment } from '../employees/index.ts';
import type { Day } from '../platform/swedish-day.ts';

/** All that one person's standing follows from. */
export interface FollowedPerson {
  record: EmployeeRecord;
  employments: readonly Employment[];
  completions: readonly CompletionFact[];
  absences: readonly Absence[];
  /** The days on which modules were begun. */
  begun: readonly { module: string; day: Day }[];
}
