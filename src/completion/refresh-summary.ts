import { standingOn, type Assignments } from '../assignments/index.ts';
import type { EmployeeStore } from '../employees/index.ts';
import { dayOf } from '../platform/swedish-day.ts';
import { summaryOf } from './course-summary.ts';
import type { PersonReader } from './read-person.ts';

export type RefreshSummary = (employeeId: string) => Promise<void>;

/**
 * Writes the summary of a person who has begun from what is on record. That is read again after
 * the write: when two modules end at once, whoever writes last has seen both.
 */
export const createRefreshSummary =
  (deps: {
    readPerson: PersonReader;
    assignments: Assignments;
    employees: Pick<EmployeeStore, 'recordCourseSummary'>;
    now: () => Date;
  }): RefreshSummary =>
  async (employeeId) => {
    const course = await deps.assignments.course();
    let written = -1;
    let person = await deps.readPerson(employeeId);
    while (person.records !== written) {
      written = person.records;
      const standing = standingOn(person.facts, course, dayOf(deps.now()));
      await deps.employees.recordCourseSummary(employeeId, summaryOf(standing, person.counted));
      person = await deps.readPerson(employeeId);
    }
  };
