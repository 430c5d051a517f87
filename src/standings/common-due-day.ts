import { dayOfNumber } from '../platform/swedish-day.ts';
import { isInScope, type Scope } from './roll-up.ts';
import type { StandingBook } from './standing-book.ts';
import { dueAt, periodOn, placeAt } from './timeline.ts';

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
  const counts = new Map<number, number>();
  for (const { timeline } of book.people()) {
    const at = periodOn(timeline, on);
    const due = at === null || !places[placeAt(timeline, at)] ? null : dueAt(timeline, at);
    if (due !== null) counts.set(due, (counts.get(due) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
  return most ? dayOfNumber(most[0]) : null;
};
