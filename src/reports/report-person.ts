import { dayOfNumber } from '../platform/swedish-day.ts';
import {
  doneAt,
  dueAt,
  hasLogin,
  hiredOn,
  placeAt,
  stateAt,
  type Found,
  type StandingBook,
  type StandingStatus,
} from '../standings/index.ts';
import type { Role } from '../platform/roles.ts';

/** A row of a list: a person as they stood on the day. Days as 2026-11-28. */
export interface ReportPerson {
  id: string;
  givenName: string;
  familyName: string;
  /** The name is not told in a list that leaves the portal. */
  isProtected: boolean;
  employeeNumber: string;
  unitIds: readonly string[];
  roles: readonly Role[];
  status: StandingStatus;
  /** Each mandatory module and how it stands. */
  modules: Readonly<Record<string, StandingStatus>>;
  /** The day on which they did the last module; null unless all are done. */
  completedOn: string | null;
  dueOn: string | null;
  hiredOn: string;
  resetDone: boolean;
}

const dayOrNull = (day: number | null) => (day === null ? null : dayOfNumber(day));

/** `on`: the day, as a number. */
export const reportPerson = (book: StandingBook, found: Found, on: number): ReportPerson => {
  const { row, at } = found;
  const { timeline, givenName, familyName, isProtected } = row;
  const { unitIds = [], roles = [] } = book.places[placeAt(timeline, at)] ?? {};
  const { status = 'not-started', modules = {} } = book.states[stateAt(timeline, at)] ?? {};
  return {
    id: row.employeeId,
    ...{ givenName, familyName, isProtected, unitIds, roles, status, modules },
    employeeNumber: row.employeeNumbers[0] ?? '',
    completedOn: dayOrNull(doneAt(timeline, at)),
    dueOn: dayOrNull(dueAt(timeline, at)),
    hiredOn: dayOfNumber(hiredOn(found)),
    resetDone: hasLogin(row, on),
  };
};
