import { noDay } from './day-columns.ts';
import { hiredOn, type Found } from './find-people.ts';
import { byName } from './name-order.ts';
import type { Row, StandingBook } from './standing-book.ts';
import { standingStatuses } from './standing.ts';
import { dueAt, placeAt, stateAt } from './timeline.ts';

/** What a list may be sorted by; within equal ones, by name. */
export const sortings = ['name', 'unit', 'status', 'due', 'hired'] as const;
export type Sorting = (typeof sortings)[number];

/** What is late first, what is done last. */
const urgency = ['overdue', 'not-started', 'in-progress', 'exempt', 'done'] as const;
const urgencyOf = standingStatuses.map((status) => urgency.indexOf(status));

type KeyOf = (found: Found) => number;
const keyBy = (
  book: StandingBook,
  sorting: Sorting,
  unitOrder: ReadonlyMap<string, number>,
): KeyOf => {
  const last = unitOrder.size;
  const unitKeys = () =>
    book.places.map(({ unitIds: [first = ''] }) => unitOrder.get(first) ?? last);
  const statusKeys = () =>
    book.states.map(({ status }) => urgencyOf[standingStatuses.indexOf(status)] ?? last);
  const by: Record<Sorting, () => KeyOf> = {
    name: () => () => 0,
    unit: () => {
      const keys = unitKeys();
      return ({ row, at }) => keys[placeAt(row.timeline, at)] ?? last;
    },
    status: () => {
      const keys = statusKeys();
      return ({ row, at }) => keys[stateAt(row.timeline, at)] ?? last;
    },
    due:
      () =>
      ({ row, at }) =>
        dueAt(row.timeline, at) ?? noDay,
    // The latest first.
    hired: () => (found) => noDay - hiredOn(found),
  };
  return by[sorting]();
};

/** More than there are people: a key and a place in the order of names make one number. */
const spread = 2 ** 22;

/** Where somebody stands in a list by name, or would stand. */
const placeByName = (found: readonly Found[], row: Row): number => {
  let [from, to] = [0, found.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const one = found[middle];
    if (one && byName(one.row, row) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
};

const firstAfter = (ranks: Float64Array, rank: number): number => {
  const index = ranks.findIndex((one) => one > rank);
  return index < 0 ? ranks.length : index;
};

interface PartOfList {
  /** Each unit's place in the tree. */
  unitOrder: ReadonlyMap<string, number>;
  /**
   * The last one of the part before, also when they fit no more: the list then begins after where they
   * would stand.
   */
  last: Found | undefined;
  /** No more people than these. */
  most: number;
}

/** Puts people who come by name in another order; a part of them. */
export const orderPeople = (
  book: StandingBook,
  found: readonly Found[],
  sorting: Sorting,
  { unitOrder, last, most }: PartOfList,
): Found[] => {
  const place = last ? placeByName(found, last.row) : 0;
  // Whoever fits no more stands between two places.
  const isThere = found[place]?.row === last?.row;
  if (sorting === 'name') {
    const from = last && isThere ? place + 1 : place;
    return found.slice(from, from + most);
  }
  const keyOf = keyBy(book, sorting, unitOrder);
  const ranks = new Float64Array(found.length);
  for (const [index, one] of found.entries()) ranks[index] = keyOf(one) * spread + index;
  ranks.sort();
  const rank = last ? keyOf(last) * spread + (isThere ? place : place - 0.5) : -1;
  const from = firstAfter(ranks, rank);
  return Array.from(ranks.subarray(from, from + most), (one) => found[one % spread]).filter(
    (one) => one !== undefined,
  );
};
