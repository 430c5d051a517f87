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

/** The `most` smallest ranks above one, in order: for a page of a hundred thousand nobody else is sorted. */
const nextRanks = (ranks: Float64Array, above: number, most: number): ArrayLike<number> => {
  const later = ranks.filter((rank) => rank > above);
  if (most >= later.length) return later.sort();
  const next = later.slice(0, most).sort();
  for (let index = most; index < later.length; index += 1) {
    const rank = later[index] ?? 0;
    let place = most - 1;
    if (rank >= (next[place] ?? 0)) continue;
    for (; place > 0 && (next[place - 1] ?? 0) > rank; place -= 1)
      next[place] = next[place - 1] ?? 0;
    next[place] = rank;
  }
  return next;
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
  found.forEach((one, index) => {
    ranks[index] = keyOf(one) * spread + index;
  });
  const rank = last ? keyOf(last) * spread + (isThere ? place : place - 0.5) : -1;
  return Array.from(nextRanks(ranks, rank, most), (one) => found[one % spread]).filter(
    (one) => one !== undefined,
  );
};
