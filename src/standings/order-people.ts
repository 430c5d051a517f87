import { hiredOn, type Found } from './find-people.ts';
import type { StandingBook } from './standing-book.ts';
import { standingStatuses } from './standing.ts';
import { dueAt, placeAt, stateAt } from './timeline.ts';

/** What a list may be sorted by; within equal ones, by name. */
export const sortings = ['name', 'unit', 'status', 'due', 'hired'] as const;
export type Sorting = (typeof sortings)[number];

/** What is late first, what is done last. */
const urgency = ['overdue', 'not-started', 'in-progress', 'exempt', 'done'] as const;
const urgencyOf = standingStatuses.map((status) => urgency.indexOf(status));

type KeyOf = (found: Found) => number;
/** A day far after every other: who has none comes last. */
const noDay = 10_000_000;

/** `unitOrder`: each unit's place in the tree. */
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

/**
 * Puts people who come by name in another order.
 *
 * @param last the last one of the page before, also when they fit no more; the list then begins
 * after where they would stand.
 */
export const orderPeople = (
  book: StandingBook,
  found: readonly Found[],
  sorting: Sorting,
  { unitOrder, last }: { unitOrder: ReadonlyMap<string, number>; last: Found | undefined },
): Found[] => {
  const keyOf = keyBy(book, sorting, unitOrder);
  const ranks = Float64Array.from(found, (one, index) => keyOf(one) * spread + index).sort();
  const from = last ? firstAfter(ranks, keyOf(last) * spread + placeByName(found, last)) : 0;
  return Array.from(ranks.subarray(from), (rank) => found[rank % spread]).filter(
    (one) => one !== undefined,
  );
};

const firstAfter = (ranks: Float64Array, rank: number): number => {
  const index = ranks.findIndex((one) => one > rank);
  return index < 0 ? ranks.length : index;
};

/** The place in the list, or between two places. */
const placeByName = (found: readonly Found[], { row: { sortName, employeeId } }: Found): number => {
  const index = found.findIndex(
    ({ row }) =>
      row.sortName > sortName || (row.sortName === sortName && row.employeeId >= employeeId),
  );
  if (index < 0) return found.length;
  return found[index]?.row.employeeId === employeeId ? index : index - 0.5;
};
