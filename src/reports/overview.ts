import type { Unit } from '../employees/index.ts';
import { dayNumber } from '../platform/swedish-day.ts';
import {
  commonDueDay,
  countPeople,
  rollUp,
  sumByDay,
  type Figures,
  type Scope,
  type StandingBook,
} from '../standings/index.ts';
import { unitRows, type UnitRow } from './unit-rows.ts';

/** What figures are read from, all of one moment. Days as 2026-11-28. */
export interface Look {
  scope: Scope;
  book: StandingBook;
  /** The day. */
  on: string;
  /** The units of the scope on that day, in the tree's order. */
  units: Unit[];
}

/** How it stands on a day, within what the viewer may see. */
export interface Overview {
  /** The day, as 2026-11-28. */
  on: string;
  /** The viewer sees the whole organisation. */
  isWhole: boolean;
  /** Everybody, each once. */
  sum: Figures;
  /** Each unit with all below it, in the tree's order. */
  units: UnitRow[];
}

/** The figures of one day. */
export interface TrendPoint extends Figures {
  day: string;
}

/** Of the whole course, or of one module. */
export const overviewOf = ({ scope, book, on, units }: Look, module?: string): Overview => {
  const counts = countPeople(book, [dayNumber(on)], module);
  const { sum, units: byUnit } = rollUp(book.places, counts, scope);
  return { on, isWhole: scope === 'all', sum, units: unitRows(units, byUnit) };
};

/** The figures of several days, which come in order; of all the viewer may see, or of one unit. */
export const trendOf = (
  { scope, book }: Pick<Look, 'scope' | 'book'>,
  asked: { days: readonly string[]; unit?: string | undefined; module?: string | undefined },
): TrendPoint[] => {
  const { days, unit, module } = asked;
  const counts = countPeople(book, days.map(dayNumber), module);
  const sums = sumByDay(book.places, counts, days.length, { scope, unit });
  return sums.map((figures, index) => ({ day: days[index] ?? '', ...figures }));
};

/** The day by which most of those who are left must be done, or null. */
export const deadlineOf = ({ scope, book, on }: Look, unit: string | undefined): string | null =>
  commonDueDay(book, dayNumber(on), { scope, unit });
