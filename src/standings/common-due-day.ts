import { dayOfNumber } from '../platform/swedish-day.ts';
import { dayColumns, noDay } from './day-columns.ts';
import { isInScope, type Scope } from './roll-up.ts';
import type { StandingBook } from './standing-book.ts';

/** The day by which most of those who are not done on a day must be; the first of equal ones, or null. */
export const commonDueDay = (
  book: StandingBook,
  on: number,
  { scope, unit }: { scope: Scope; unit?: string | undefined },
): string | null => {
  const inScope = isInScope(scope);
  const places = book.places.map(
    (place) => inScope(place) && (unit === undefined || place.unitPath.includes(unit)),
  );
  const columns = dayColumns(book, on);
  const counts = new Map<number, number>();
  for (const slot of book.byName()) {
    if (columns.at(slot) < 0 || !places[columns.place(slot)]) continue;
    const due = columns.due(slot);
    if (due !== noDay) counts.set(due, (counts.get(due) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
  return most ? dayOfNumber(most[0]) : null;
};
