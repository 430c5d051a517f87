/** A calendar day in Sweden, as 2026-12-12. Days written so compare as they follow each other. */
export type Day = string;

const dayMs = 24 * 60 * 60_000;

const format = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeZone: 'Europe/Stockholm',
});

/** The day it is in Sweden at a moment. */
export const dayOf = (at: Date): Day => format.format(at);

/** So many days after a day, or before it with a minus. Reckoned on the calendar: no day has 23 hours here. */
export const daysAfter = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** How many days there are from one day to another; a minus when the other is earlier. */
export const daysBetween = (from: Day, to: Day): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs;

/** A moment of a day that is the same day by universal time: for what is stored or shown as a date. */
export const noonOf = (day: Day): Date => new Date(`${day}T12:00:00Z`);

/** The moment at which a day begins in Sweden. Clocks change at two in the night, never at midnight. */
export const startOfDay = (day: Day): Date => {
  const inSummer = new Date(`${day}T00:00:00+02:00`);
  return dayOf(inSummer) === day ? inSummer : new Date(`${day}T00:00:00+01:00`);
};
