import { dayOf, daysAfter } from '../platform/swedish-day.ts';
import type { CourseTerms } from './course-terms.ts';

/**
 * The last day on which a person may finish: the day set for everybody, or so many days after they
 * came, whichever is later. Nobody is late the day they begin.
 */
export const dueDay = (
  knownSince: Date,
  { dueOn, newStarterDays }: Pick<CourseTerms, 'dueOn' | 'newStarterDays'>,
): string => {
  const own = daysAfter(dayOf(knownSince), newStarterDays);
  return dueOn !== undefined && dueOn > own ? dueOn : own;
};
