import { dayNumber } from '../platform/swedish-day.ts';
import type { Interned } from './interned.ts';
import type { Period, Place, State } from './standing.ts';

/** What timelines refer to by number. */
export interface Shared {
  places: Interned<Place>;
  states: Interned<State>;
}

/**
 * A person's periods as whole numbers, five to each: the day it begins, the place (none: not
 * employed), the state, and the days on which it is due and was done (or none). Each ends where the next begins.
 */
export type Timeline = Int32Array;

export const stride = 5;
const none = -1;

/** The period at a place in the timeline: its parts. */
export const beginAt = (timeline: Timeline, at: number): number => timeline[at] ?? 0;
export const placeAt = (timeline: Timeline, at: number): number => timeline[at + 1] ?? none;
export const stateAt = (timeline: Timeline, at: number): number => timeline[at + 2] ?? none;
const dayAt = (timeline: Timeline, at: number): number | null => {
  const day = timeline[at] ?? none;
  return day === none ? null : day;
};
export const dueAt = (timeline: Timeline, at: number): number | null => dayAt(timeline, at + 3);
export const doneAt = (timeline: Timeline, at: number): number | null => dayAt(timeline, at + 4);
export const isEmployedAt = (timeline: Timeline, at: number): boolean =>
  placeAt(timeline, at) !== none;

export const timelineOf = (periods: readonly Period[], { places, states }: Shared): Timeline => {
  const numbers: number[] = [];
  for (const [index, { from, to, place, state, dueOn, doneOn }] of periods.entries()) {
    numbers.push(dayNumber(from), places.numberOf(place), states.numberOf(state));
    numbers.push(...[dueOn, doneOn].map((day) => (day === null ? none : dayNumber(day))));
    if (to === null) continue;
    const after = dayNumber(to) + 1;
    const next = periods[index + 1];
    if (!next || dayNumber(next.from) > after) numbers.push(after, none, none, none, none);
  }
  return Int32Array.from(numbers);
};

/** Where the period of that day stands; null when the person was not employed then. */
export const periodOn = (timeline: Timeline, day: number): number | null => {
  let at = timeline.length - stride;
  while (at >= 0 && beginAt(timeline, at) > day) at -= stride;
  return at >= 0 && isEmployedAt(timeline, at) ? at : null;
};

/** The first day of the unbroken stretch, back from a period, on which `holds`. */
export const since = (timeline: Timeline, at: number, holds: (at: number) => boolean): number => {
  let first = at;
  while (first >= stride && holds(first - stride)) first -= stride;
  return beginAt(timeline, first);
};

/** Where the person's last period until that day stands, also when they have left since; null before the first. */
export const lastPeriod = (timeline: Timeline, day: number): number | null => {
  let at = timeline.length - stride;
  while (at >= 0 && (beginAt(timeline, at) > day || !isEmployedAt(timeline, at))) at -= stride;
  return at >= 0 ? at : null;
};
