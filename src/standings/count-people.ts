import { figureNames, figuresAt, type Figures } from './figures.ts';
import type { Row, StandingBook } from './standing-book.ts';
import { standingStatuses, type State } from './standing.ts';
import { beginAt, isEmployedAt, placeAt, stateAt, stride } from './timeline.ts';

const width = figureNames.length;
const total = figureNames.indexOf('total');
const resetDone = figureNames.indexOf('resetDone');
const notCounted = -1;

/** Which figure a state counts in: by the whole course, or by one module where that is mandatory. */
const columnOf = ({ status, modules }: State, module: string | undefined): number => {
  const standing = module === undefined ? status : modules[module];
  return standing === undefined ? notCounted : standingStatuses.indexOf(standing);
};

export const hasLogin = ({ loginLeft, loginDone }: Row, day: number): boolean =>
  (loginLeft === null || day < loginLeft) && (loginDone === null || day >= loginDone);

const addOne = (counts: Int32Array, at: number): void => {
  counts[at] = (counts[at] ?? 0) + 1;
};

/** People of each place on each day: `at(place, which day)`. */
export interface PlaceCounts {
  at: (place: number, day: number) => Figures;
}

/** Goes through each person's periods once, however many days there are. */
const count = (book: StandingBook, days: readonly number[], module?: string): PlaceCounts => {
  const columns = book.states.map((state) => columnOf(state, module));
  const counts = new Int32Array(book.places.length * days.length * width);
  for (const row of book.people()) {
    const { timeline } = row;
    let at = -stride;
    for (let index = 0; index < days.length; index += 1) {
      const day = days[index] ?? 0;
      while (at + stride < timeline.length && beginAt(timeline, at + stride) <= day) at += stride;
      if (at < 0 || !isEmployedAt(timeline, at)) continue;
      const column = columns[stateAt(timeline, at)] ?? notCounted;
      if (column === notCounted) continue;
      const start = (placeAt(timeline, at) * days.length + index) * width;
      addOne(counts, start + column);
      addOne(counts, start + total);
      if (hasLogin(row, day)) addOne(counts, start + resetDone);
    }
  }
  return {
    at: (place, day) => figuresAt(counts, (place * days.length + day) * width),
  };
};

interface Counted {
  version: number;
  byQuestion: Map<string, PlaceCounts>;
}

/** What was counted of a book, until somebody in it changes. */
const counted = new WeakMap<StandingBook, Counted>();
const mostKept = 20;

/** Counts everybody on each of the days, which come in order, by the place where they work. */
export const countPeople = (
  book: StandingBook,
  days: readonly number[],
  module?: string,
): PlaceCounts => {
  const before = counted.get(book);
  const isFresh = before?.version === book.version() && before.byQuestion.size < mostKept;
  const kept: Counted = isFresh ? before : { version: book.version(), byQuestion: new Map() };
  counted.set(book, kept);
  const question = `${module ?? ''} ${days.join()}`;
  const counts = kept.byQuestion.get(question) ?? count(book, days, module);
  kept.byQuestion.set(question, counts);
  return counts;
};
