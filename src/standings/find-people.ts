import type { Role } from '../platform/roles.ts';
import { hasLogin } from './count-people.ts';
import { dayColumns } from './day-columns.ts';
import { isInScope, type Scope } from './roll-up.ts';
import type { Row, StandingBook } from './standing-book.ts';
import type { Place, StandingStatus, State } from './standing.ts';
import { isEmployedAt, since } from './timeline.ts';

/** A status, or several under one name: `left` has not done it, `reset-left` has no new login. */
export type WantedStatus = StandingStatus | 'left' | 'reset-left';

/** Whom to find; days as numbers. What is undefined asks nothing. */
export interface Criteria {
  scope: Scope;
  on: number;
  unit?: string | undefined;
  /** Only those who work in the unit itself, not in units below it. */
  unitItself?: boolean | undefined;
  module?: string | undefined;
  status?: WantedStatus | undefined;
  role?: Role | undefined;
  /** Employed without a break since this day or later. */
  hiredFrom?: number | undefined;
  /** Must be done by this day or earlier. */
  dueBy?: number | undefined;
  search?: ((row: Row) => boolean) | undefined;
}

const notDone: readonly (StandingStatus | undefined)[] = ['overdue', 'in-progress', 'not-started'];

const placeFits = ({ scope, unit, unitItself, role }: Criteria) => {
  const inScope = isInScope(scope);
  return (place: Place): boolean =>
    inScope(place) &&
    (unit === undefined || (unitItself ? place.unitIds : place.unitPath).includes(unit)) &&
    (role === undefined || place.roles.includes(role));
};

const stateFits =
  ({ module, status }: Criteria) =>
  (state: State): boolean => {
    const standing = module === undefined ? state.status : state.modules[module];
    if (standing === undefined) return false;
    if (status === undefined || status === 'reset-left') return true;
    return status === 'left' ? notDone.includes(standing) : standing === status;
  };

/** A person as they stood on the day: `at` is the period in their timeline. */
export interface Found {
  row: Row;
  at: number;
}

/** The first day of the employment that a person has then. */
export const hiredOn = ({ row: { timeline }, at }: Found): number =>
  since(timeline, at, (earlier) => isEmployedAt(timeline, earlier));

/** Everybody whom the criteria name, by name. */
export const findPeople = (book: StandingBook, criteria: Criteria): Found[] => {
  const { on, status, hiredFrom, dueBy, search } = criteria;
  const places = book.places.map(placeFits(criteria));
  const states = book.states.map(stateFits(criteria));
  const columns = dayColumns(book, on);
  const fits = ({ row, at }: Found): boolean =>
    (status !== 'reset-left' || !hasLogin(row, on)) &&
    (hiredFrom === undefined || hiredOn({ row, at }) >= hiredFrom) &&
    (search === undefined || search(row));

  const found: Found[] = [];
  for (const slot of book.byName()) {
    const at = columns.at(slot);
    if (at < 0 || !places[columns.place(slot)] || !states[columns.state(slot)]) continue;
    if (dueBy !== undefined && columns.due(slot) > dueBy) continue;
    const row = book.at(slot);
    if (row && fits({ row, at })) found.push({ row, at });
  }
  return found;
};
