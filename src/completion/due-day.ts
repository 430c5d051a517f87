import type { CourseTerms } from './course-terms.ts';

const dayMs = 24 * 60 * 60_000;

const dayFormat = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeZone: 'Europe/Stockholm',
});

/** The day it is in Sweden, as 2026-12-12. */
export const swedishDay = (at: Date): string => dayFormat.format(at);

const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/**
 * The last day on which a person may finish: the day set for everybody, or so many days after they
 * came, whichever is later. Nobody is late the day they begin.
 */
export const dueDay = (
  knownSince: Date,
  { dueOn, newStarterDays }: Pick<CourseTerms, 'dueOn' | 'newStarterDays'>,
): string => {
  const own = daysLater(swedishDay(knownSince), newStarterDays);
  return dueOn !== undefined && dueOn > own ? dueOn : own;
};
