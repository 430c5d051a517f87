import { dayNumber } from '../platform/swedish-day.ts';
import { createInterned, type Interned } from './interned.ts';
import type { NumberedStanding, Place, Standing, State, Timeline } from './standing.ts';

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

/** A standing's periods as numbers. */
export const numbered = ({ periods, ...subject }: Standing): NumberedStanding => {
  const places = createInterned<Place>();
  const states = createInterned<State>();
  const numbers: number[] = [];
  for (const [index, { from, to, place, state, dueOn, doneOn }] of periods.entries()) {
    numbers.push(dayNumber(from), places.numberOf(place), states.numberOf(state));
    numbers.push(...[dueOn, doneOn].map((day) => (day === null ? none : dayNumber(day))));
    if (to === null) continue;
    const after = dayNumber(to) + 1;
    const next = periods[index + 1];
    if (!next || dayNumber(next.from) > after) numbers.push(after, none, none, none, none);
  }
  return {
    ...subject,
    places: places.values,
    states: states.values,
    timeline: Int32Array.from(numbers),
  };
};

/** What the timelines of a book refer to by number. */
export interface Shared {
  places: Interned<Place>;
  states: Interned<State>;
}

/** The timeline with the numbers of a book. */
export const sharedTimeline = (
  { places, states, timeline }: Pick<NumberedStanding, 'places' | 'states' | 'timeline'>,
  shared: Shared,
): Timeline => {
  const placeNumbers = places.map(shared.places.numberOf);
  const stateNumbers = states.map(shared.states.numberOf);
  const numbers = timeline.slice();
  for (let at = 0; at < numbers.length; at += stride) {
    numbers[at + 1] = placeNumbers[placeAt(timeline, at)] ?? none;
    numbers[at + 2] = stateNumbers[stateAt(timeline, at)] ?? none;
  }
  return numbers;
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
