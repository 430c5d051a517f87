import { figureNames, figuresAt, type Figures } from './figures.ts';
import { createKeptAnswers } from './kept-answers.ts';
import type { Change, Row, StandingBook } from './standing-book.ts';
import { standingStatuses, type State } from './standing.ts';
import { beginAt, isEmployedAt, placeAt, stateAt, stride } from './timeline.ts';

/** Figures of a place on a day. */
const width = figureNames.length;
const total = figureNames.indexOf('total');
const resetDone = figureNames.indexOf('resetDone');
const notCounted = -1;

/** Which figure a state counts in: by the whole course, or by one module where that is mandatory. */
const columnOf = (state: State | undefined, module: string | undefined): number => {
  const standing = module === undefined ? state?.status : state?.modules[module];
  return standing === undefined ? notCounted : standingStatuses.indexOf(standing);
};

export const hasLogin = ({ loginLeft, loginDone }: Row, day: number): boolean =>
  (loginLeft === null || day < loginLeft) && (loginDone === null || day >= loginDone);

/** People of each place on each of some days. */
export interface PlaceCounts {
  /** The figures of a place on one of the days. */
  at: (place: number, day: number) => Figures;
  /** Adds a place's people to sums, figure by figure, of one day after the other. */
  addTo: (sums: Int32Array, place: number) => void;
}

const keep = createKeptAnswers<PlaceCounts & { take: (change: Change) => void }>(20);

/** Goes through each person's periods once, however many days there are. */
const count = (book: StandingBook, days: readonly number[], module: string | undefined) => {
  const columns: number[] = [];
  const columnAt = (state: number): number =>
    (columns[state] ??= columnOf(book.states[state], module));
  const size = days.length * width;
  let counts = new Int32Array(book.places.length * size);

  const add = (place: number, day: number, figure: number, people: number): void => {
    const at = place * size + day * width + figure;
    counts[at] = (counts[at] ?? 0) + people;
  };
  const addPerson = (row: Row, people: number): void => {
    const { timeline } = row;
    let at = -stride;
    for (let index = 0; index < days.length; index += 1) {
      const day = days[index] ?? 0;
      while (at + stride < timeline.length && beginAt(timeline, at + stride) <= day) at += stride;
      if (at < 0 || !isEmployedAt(timeline, at)) continue;
      const column = columnAt(stateAt(timeline, at));
      if (column === notCounted) continue;
      const place = placeAt(timeline, at);
      add(place, index, column, people);
      add(place, index, total, people);
      if (hasLogin(row, day)) add(place, index, resetDone, people);
    }
  };
  const makeRoom = (): void => {
    if (counts.length >= book.places.length * size) return;
    const longer = new Int32Array(book.places.length * size * 2);
    longer.set(counts);
    counts = longer;
  };

  for (const row of book.people()) addPerson(row, 1);
  return {
    at: (place: number, day: number) => figuresAt(counts, place * size + day * width),
    addTo: (sums: Int32Array, place: number) => {
      for (let index = 0; index < size; index += 1)
        sums[index] = (sums[index] ?? 0) + (counts[place * size + index] ?? 0);
    },
    take: ({ before, after }: Change) => {
      makeRoom();
      if (before) addPerson(before, -1);
      if (after) addPerson(after, 1);
    },
  };
};

/** Counts everybody on each of the days, which come in order, by the place where they work. */
export const countPeople = (
  book: StandingBook,
  days: readonly number[],
  module?: string,
): PlaceCounts => keep(book, `${module ?? ''} ${days.join()}`, () => count(book, days, module));
