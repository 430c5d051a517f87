/** A calendar day in Sweden, as 2026-12-12. Days written so compare as they follow each other. */
export type Day = string;

const dayMs = 24 * 60 * 60_000;

const format = new Intl.DateTimeFormat('sv-SE', {
  dateStyle: 'short',
  timeZone: 'Europe/Stockholm',
});

/** The only hour by universal time that is in one day in summer and in another in winter. */
const doubtfulHour = 22;

/** The day it is in Sweden at a moment: one or two hours ahead of universal time since 1900. */
export const dayOf = (at: Date): Day => {
  const hour = at.getUTCHours();
  if (!(at.getTime() >= 0) || hour === doubtfulHour) return format.format(at);
  return dayOfNumber(Math.floor(at.getTime() / dayMs) + (hour > doubtfulHour ? 1 : 0));
};

/** Days are written and read millions of times over: those of some hundred years are kept. */
const mostKept = 100_000;
const numbers = new Map<Day, number>();
const texts = new Map<number, Day>();

/** Days since 1970-01-01. */
export const dayNumber = (day: Day): number => {
  const kept = numbers.get(day);
  if (kept !== undefined) return kept;
  const number = Date.parse(`${day}T00:00:00Z`) / dayMs;
  if (numbers.size < mostKept) numbers.set(day, number);
  return number;
};

/** @throws RangeError when there is no such day. */
export const dayOfNumber = (number: number): Day => {
  const kept = texts.get(number);
  if (kept !== undefined) return kept;
  const text = new Date(number * dayMs).toISOString().slice(0, 10);
  if (texts.size < mostKept) texts.set(number, text);
  return text;
};

/** So many days after a day, or before it with a minus. Reckoned on the calendar: no day has 23 hours here. */
export const daysAfter = (day: Day, days: number): Day => dayOfNumber(dayNumber(day) + days);

/** How many days there are from one day to another; a minus when the other is earlier. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** A moment of a day that is the same day by universal time: for what is stored or shown as a date. */
export const noonOf = (day: Day): Date => new Date(`${day}T12:00:00Z`);

/** The moment at which a day begins in Sweden. Clocks change at two in the night, never at midnight. */
export const startOfDay = (day: Day): Date => {
  const inSummer = new Date(`${day}T00:00:00+02:00`);
  return dayOf(inSummer) === day ? inSummer : new Date(`${day}T00:00:00+01:00`);
};
