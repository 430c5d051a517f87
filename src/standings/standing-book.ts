import { dayNumber } from '../platform/swedish-day.ts';
import { createInterned } from './interned.ts';
import type { Place, Standing, State, Subject } from './standing.ts';
import { timelineOf, type Shared, type Timeline } from './timeline.ts';

/** A person in the book. */
export interface Row extends Subject {
  timeline: Timeline;
  /** Day numbers of the login's days. */
  loginLeft: number | null;
  loginDone: number | null;
}

const numberOrNull = (day: string | null) => (day === null ? null : dayNumber(day));

const inNameOrder = (a: Row, b: Row): number => {
  if (a.sortName !== b.sortName) return a.sortName < b.sortName ? -1 : 1;
  return a.employeeId < b.employeeId ? -1 : 1;
};

/**
 * All standings in memory, about half a kilobyte a person: every question that a report asks is
 * answered by going through them once. What is true stands in the store; the book follows it.
 */
export const createStandingBook = () => {
  const shared: Shared = { places: createInterned<Place>(), states: createInterned<State>() };
  const rows = new Map<string, Row>();
  let ordered: Row[] | undefined;
  let version = 0;

  return {
    places: shared.places.values,
    states: shared.states.values,

    /** Rises with every change: what was counted for another version is out of date. */
    version: (): number => version,

    put: ({ periods, ...subject }: Standing): void => {
      const row: Row = {
        ...subject,
        timeline: timelineOf(periods, shared),
        loginLeft: numberOrNull(subject.loginLeftSince),
        loginDone: numberOrNull(subject.loginDoneOn),
      };
      const before = rows.get(row.employeeId);
      version += 1;
      // Whoever keeps their name keeps their place in the order.
      if (before?.sortName === row.sortName) return void Object.assign(before, row);
      rows.set(row.employeeId, row);
      ordered = undefined;
    },

    remove: (employeeId: string): void => {
      if (!rows.delete(employeeId)) return;
      ordered = undefined;
      version += 1;
    },

    find: (employeeId: string): Row | undefined => rows.get(employeeId),

    /** Everybody, by name. */
    people: (): readonly Row[] => (ordered ??= [...rows.values()].sort(inNameOrder)),
  };
};

export type StandingBook = ReturnType<typeof createStandingBook>;
