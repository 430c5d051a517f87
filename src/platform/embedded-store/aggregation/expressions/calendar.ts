import { CommandError } from '../../command-error.ts';

/* A local time is a date whose UTC fields are what the clocks of a place show. */

export const day = 86_400_000;

/** Milliseconds of the units that are always of one length. */
const fixedUnits: Partial<Record<string, number>> = {
  week: 7 * day,
  day,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};

const monthUnits: Partial<Record<string, number>> = { year: 12, quarter: 3, month: 1 };

/** A unit of time, as so many months or so many milliseconds. @throws CommandError 9 */
export const unitOf = (name: unknown): { months: number } | { milliseconds: number } => {
  const months = typeof name === 'string' ? monthUnits[name] : undefined;
  if (months !== undefined) return { months };
  const milliseconds = typeof name === 'string' ? fixedUnits[name] : undefined;
  if (milliseconds !== undefined) return { milliseconds };
  throw new CommandError('FailedToParse', `unknown time unit value: ${String(name)}`);
};

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const fullWeekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The number of a day of the week, Sunday being 0. @throws CommandError 9 */
export const weekdayOf = (name: unknown = 'sunday'): number => {
  const text = String(name).toLowerCase();
  const short = weekdays.indexOf(text);
  const index = short >= 0 ? short : fullWeekdays.indexOf(text);
  if (index >= 0) return index;
  throw new CommandError('FailedToParse', `unknown day of week value: ${String(name)}`);
};

/** Midnight that begins the day of a local time. */
const startOfDay = (local: number): number => Math.floor(local / day) * day;

export const dayOfYear = (local: Date): number =>
  1 + (startOfDay(local.getTime()) - Date.UTC(local.getUTCFullYear(), 0, 1)) / day;

/** Weeks begin on Sunday; the days before the first are in week 0. */
export const weekOfYear = (local: Date): number =>
  Math.floor((dayOfYear(local) + 6 - local.getUTCDay()) / 7);

/** ISO 8601: weeks begin on Monday, and a week belongs to the year of its Thursday. */
export const isoWeek = (local: Date): { year: number; week: number; weekday: number } => {
  const weekday = local.getUTCDay() || 7;
  const thursday = new Date(startOfDay(local.getTime()) + (4 - weekday) * day);
  const year = thursday.getUTCFullYear();
  return {
    year,
    week: 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / day / 7),
    weekday,
  };
};

/** A local time as many months later; a day the month has not becomes its last. */
export const addMonths = (local: Date, months: number): number => {
  const month = local.getUTCMonth() + months;
  const last = new Date(Date.UTC(local.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const moved = Date.UTC(local.getUTCFullYear(), month, Math.min(local.getUTCDate(), last));
  return moved + (local.getTime() - startOfDay(local.getTime()));
};

const monthsOf = (local: Date): number => local.getUTCFullYear() * 12 + local.getUTCMonth();

/** How many boundaries of a unit lie between two local times. */
export const boundariesBetween = (
  from: Date,
  to: Date,
  unit: { months: number } | { milliseconds: number },
  firstWeekday: number,
): number => {
  if ('months' in unit) {
    const count = (local: Date): number => Math.floor(monthsOf(local) / unit.months);
    return count(to) - count(from);
  }
  const { milliseconds } = unit;
  // 4 January 1970 was a Sunday.
  const origin = milliseconds === 7 * day ? (3 + firstWeekday) * day : 0;
  const count = (local: Date): number => Math.floor((local.getTime() - origin) / milliseconds);
  return count(to) - count(from);
};

/** 1 January 2000, from which the server counts bins. Source: MongoDB manual, "$dateTrunc". */
const reference = Date.UTC(2000, 0, 1);

/** The local time at which the bin begins that a local time is in. */
export const startOfBin = (
  local: Date,
  unit: { months: number } | { milliseconds: number },
  size: number,
  firstWeekday: number,
): number => {
  if ('months' in unit) {
    const months = unit.months * size;
    const since = monthsOf(local) - 2000 * 12;
    return Date.UTC(2000, Math.floor(since / months) * months, 1);
  }
  const { milliseconds } = unit;
  // 1 January 2000 was a Saturday.
  const origin = milliseconds === 7 * day ? reference + ((firstWeekday + 1) % 7) * day : reference;
  const bin = milliseconds * size;
  return origin + Math.floor((local.getTime() - origin) / bin) * bin;
};
