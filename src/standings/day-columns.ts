import { createKeptAnswers } from './kept-answers.ts';
import type { Change, Row, StandingBook } from './standing-book.ts';
import { dueAt, periodOn, placeAt, stateAt } from './timeline.ts';

/** A day far after every other: who has none comes last. */
export const noDay = 10_000_000;

/** Everybody as they stand on one day, as columns of numbers, by the person's number in the book. */
export interface DayColumns {
  /** Where the day's period stands in the timeline; below 0 for who is not employed then. */
  at: (slot: number) => number;
  place: (slot: number) => number;
  state: (slot: number) => number;
  /** The last day to do what is left; `noDay` when nothing is. */
  due: (slot: number) => number;
}

const width = 4;
const absent = -1;
const keep = createKeptAnswers<DayColumns & { take: (change: Change) => void }>(8);

const createColumns = (book: StandingBook, day: number) => {
  let cells = new Int32Array(0);
  const put = (slot: number, row: Row | undefined): void => {
    const start = slot * width;
    if (start >= cells.length) {
      const longer = new Int32Array(Math.max(start + width, cells.length * 2));
      longer.set(cells);
      cells = longer;
    }
    const at = row ? periodOn(row.timeline, day) : null;
    cells[start] = at ?? absent;
    if (!row || at === null) return;
    cells[start + 1] = placeAt(row.timeline, at);
    cells[start + 2] = stateAt(row.timeline, at);
    cells[start + 3] = dueAt(row.timeline, at) ?? noDay;
  };
  for (const row of book.people()) put(row.slot, row);
  return {
    at: (slot: number) => cells[slot * width] ?? absent,
    place: (slot: number) => cells[slot * width + 1] ?? absent,
    state: (slot: number) => cells[slot * width + 2] ?? absent,
    due: (slot: number) => cells[slot * width + 3] ?? noDay,
    take: ({ before, after }: Change) => put(after?.slot ?? before?.slot ?? 0, after),
  };
};

/** `day`: as a number. */
export const dayColumns = (book: StandingBook, day: number): DayColumns =>
  keep(book, String(day), () => createColumns(book, day));
