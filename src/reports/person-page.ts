import { standingOn, factsOf, type Assignments } from '../assignments/index.ts';
import type { Audit } from '../audit/index.ts';
import type { CourseRecords } from '../completion/index.ts';
import type { Employee } from '../employees/index.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import { dayNumber } from '../platform/swedish-day.ts';
import {
  isInScope,
  lastPeriod,
  overdueDays,
  placeAt,
  type Scope,
  type StandingBook,
  type Standings,
} from '../standings/index.ts';
import type { createReadPersonEvents } from './read-person-events.ts';
import { reportPerson } from './report-person.ts';

export interface PersonPageDeps {
  standings: Pick<Standings, 'book'>;
  assignments: Pick<Assignments, 'course'>;
  employees: { findById: (id: string) => Promise<Employee | null> };
  /** Names of units, closed ones too, as they were on a day. */
  unitNames: (ids: readonly string[]) => Promise<(id: string, day: string) => string>;
  recordsOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, CourseRecords>>;
  readEvents: ReturnType<typeof createReadPersonEvents>;
  scopeOf: (viewer: Viewer) => Promise<Scope>;
  audit: Audit;
  today: () => string;
}

/** Somebody who works, or last worked, in one of the viewer's units. */
const seenIn = (book: StandingBook, scope: Scope, id: string, on: number) => {
  const row = book.find(id);
  const at = row && lastPeriod(row.timeline, on);
  if (!row || at === undefined || at === null) return null;
  const place = book.places[placeAt(row.timeline, at)];
  return place && isInScope(scope)(place) ? { row, at } : null;
};

/** Everything that happened to one person, for HR and the managers whose units they are in. */
export const createPersonPage = (deps: PersonPageDeps) => {
  const { standings, assignments, employees, audit, today } = deps;

  /** Null when there is nobody, or not for this viewer; either is audited. */
  return async (viewer: Viewer, id: string) => {
    const [scope, book] = await Promise.all([deps.scopeOf(viewer), standings.book()]);
    const seen = seenIn(book, scope, id, dayNumber(today()));
    const look = { actor: viewer.id, action: 'report.viewed' } as const;
    if (!seen) {
      if (book.find(id))
        await audit.record({ ...look, target: id, result: 'refused', code: 'OUTSIDE' });
      return null;
    }
    const [employee, records, course] = await Promise.all([
      employees.findById(id),
      deps.recordsOf([id]),
      assignments.course(),
      audit.record({ ...look, target: id, result: 'ok' }),
    ]);
    if (!employee) return null;
    const { begun = [], completions: facts = [], absences = [] } = records.get(id) ?? {};
    const standing = standingOn(factsOf(employee, facts, absences), course, today());
    const overdue = overdueDays(book, seen.row, dayNumber(today()));
    const [unitName, told] = await Promise.all([
      deps.unitNames(employee.employments.flatMap(({ unitIds }) => unitIds)),
      deps.readEvents(viewer, employee, { begun, overdue }),
    ]);
    return {
      person: reportPerson(book, seen, dayNumber(today())),
      employeeNumbers: employee.employeeNumbers,
      isEmployed: standing.isEmployed,
      modules: standing.modules,
      absences,
      unitName,
      ...told,
    };
  };
};

export type ReadPersonPage = ReturnType<typeof createPersonPage>;
