import { dayNumber } from '../platform/swedish-day.ts';
import { createInterned } from './interned.ts';
import { createNameOrder } from './name-order.ts';
import type { NumberedStanding, Place, State, Subject, Timeline } from './standing.ts';
import { sharedTimeline, type Shared } from './timeline.ts';

/** A person in the book; never altered, but replaced by another. */
export interface Row extends Subject {
  /** The person's number in the book: where they stand in columns of everybody. */
  slot: number;
  timeline: Timeline;
  /** Day numbers of the login's days. */
  loginLeft: number | null;
  loginDone: number | null;
}

/** A person as they stood in the book and as they do now; undefined where they do not. */
export interface Change {
  before?: Row | undefined;
  after?: Row | undefined;
}

/** After so many changes it costs less to go through everybody again. */
const mostRemembered = 5000;

const numberOrNull = (day: string | null) => (day === null ? null : dayNumber(day));

/**
 * All standings in memory, about a kilobyte a person: every question that a report asks is answered
 * from here. What is true stands in the store; the book follows it.
 */
export const createStandingBook = () => {
  const shared: Shared = { places: createInterned<Place>(), states: createInterned<State>() };
  const rows = new Map<string, Row>();
  const slots: (Row | undefined)[] = [];
  const free: number[] = [];
  const order = createNameOrder((slot) => slots[slot]);
  let changes: Change[] = [];
  let version = 0;

  const change = ({ before, after }: Change): void => {
    version += 1;
    if (changes.length >= 2 * mostRemembered) changes = changes.slice(mostRemembered);
    changes.push({ before, after });
    const slot = after?.slot ?? before?.slot;
    if (slot === undefined) return;
    slots[slot] = after;
    if (before?.sortName !== after?.sortName) order.move(slot);
  };

  return {
    places: shared.places.values,
    states: shared.states.values,

    /** Rises with every change. */
    version: (): number => version,

    /** What has changed since the book had that version; null when it is too much to tell. */
    changesSince: (earlier: number): readonly Change[] | null => {
      const count = version - earlier;
      if (count === 0) return [];
      return count > Math.min(changes.length, mostRemembered) ? null : changes.slice(-count);
    },

    put: ({ places, states, timeline, ...subject }: NumberedStanding): void => {
      const before = rows.get(subject.employeeId);
      const after: Row = {
        ...subject,
        slot: before?.slot ?? free.pop() ?? slots.length,
        timeline: sharedTimeline({ places, states, timeline }, shared),
        loginLeft: numberOrNull(subject.loginLeftSince),
        loginDone: numberOrNull(subject.loginDoneOn),
      };
      rows.set(after.employeeId, after);
      change({ before, after });
    },

    remove: (employeeId: string): void => {
      const before = rows.get(employeeId);
      if (!before) return;
      rows.delete(employeeId);
      free.push(before.slot);
      change({ before });
    },

    find: (employeeId: string): Row | undefined => rows.get(employeeId),

    /** Who has that number. */
    at: (slot: number): Row | undefined => slots[slot],

    /** Everybody's numbers, by name. */
    byName: (): Int32Array => order.slots(),

    /** Everybody, in no order. */
    people: (): Iterable<Row> => rows.values(),
  };
};

export type StandingBook = ReturnType<typeof createStandingBook>;
