import { Int32, Long } from 'bson';
import { isDocument } from '../../bson/documents.ts';
import { CommandError } from '../../command-error.ts';
import { day, dayOfYear, isoWeek, weekOfYear } from './calendar.ts';
import { requireDate, zoneOf } from './date-values.ts';
import { type Operator, taking, takingNamed } from './expression.ts';
import { isMissing, requireWhole } from '../../bson/numeric.ts';
import { fromLocal, toLocal } from './time-zone.ts';

type Part = (local: Date) => number;

const partOf = (name: string, read: (local: Date) => unknown): Operator => {
  const ofDate = (values: Record<string, unknown>): unknown => {
    const zone = zoneOf(values);
    if (isMissing(values.date) || zone === undefined) return null;
    return read(toLocal(requireDate(values.date, name), zone));
  };
  const named = takingNamed(['date'], ['timezone'], ofDate);
  const simple = taking(1, 1, (date: unknown) => ofDate({ date }));
  return (operand, compiler) => {
    const first = isDocument(operand) ? Object.keys(operand)[0] : undefined;
    const asNamed = first !== undefined && !first.startsWith('$');
    return (asNamed ? named : simple)(operand, compiler, name);
  };
};

const parts: Record<string, Part> = {
  $year: (local) => local.getUTCFullYear(),
  $month: (local) => local.getUTCMonth() + 1,
  $dayOfMonth: (local) => local.getUTCDate(),
  $dayOfYear: dayOfYear,
  $dayOfWeek: (local) => local.getUTCDay() + 1,
  $week: weekOfYear,
  $isoDayOfWeek: (local) => isoWeek(local).weekday,
  $isoWeek: (local) => isoWeek(local).week,
  $hour: (local) => local.getUTCHours(),
  $minute: (local) => local.getUTCMinutes(),
  $second: (local) => local.getUTCSeconds(),
  $millisecond: (local) => local.getUTCMilliseconds(),
};

const dateToParts = takingNamed(['date'], ['timezone', 'iso8601'], (values) => {
  const zone = zoneOf(values);
  if (isMissing(values.date) || zone === undefined || values.iso8601 === null) return null;
  const local = toLocal(requireDate(values.date, '$dateToParts'), zone);
  const { year, week, weekday } = isoWeek(local);
  const days =
    values.iso8601 === true
      ? { isoWeekYear: year, isoWeek: week, isoDayOfWeek: weekday }
      : { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
  const time = {
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
  };
  return Object.fromEntries(
    Object.entries({ ...days, ...time }).map(([name, value]) => [name, new Int32(value)]),
  );
});

const calendarParts = ['year', 'month', 'day'];
const isoParts = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'];
const timeParts = ['hour', 'minute', 'second', 'millisecond'];

/** A part beyond its usual bounds carries over, as month 13 is next year's January. */
const dateFromParts = takingNamed(
  [],
  [...calendarParts, ...isoParts, ...timeParts, 'timezone'],
  (values) => {
    const iso = 'isoWeekYear' in values;
    const mixed = iso ? calendarParts : isoParts;
    if (mixed.some((name) => name in values) || !(iso || 'year' in values))
      throw new CommandError(
        'Location40516',
        "$dateFromParts requires either 'year' or 'isoWeekYear', and no parts of the other kind",
      );
    const zone = zoneOf(values);
    const names = [...(iso ? isoParts : calendarParts), ...timeParts];
    if (zone === undefined || names.some((name) => name in values && isMissing(values[name])))
      return null;
    const [year = 0, second = 1, third = 1, ...time] = names.map((name, index) =>
      name in values
        ? requireWhole(values[name], '$dateFromParts', 'Location40515')
        : Number(index < 3),
    );
    const [hour = 0, minute = 0, seconds = 0, milliseconds = 0] = time;
    const within = ((hour * 60 + minute) * 60 + seconds) * 1000 + milliseconds;
    if (!iso) return fromLocal(Date.UTC(year, second - 1, third) + within, zone);
    const fourth = new Date(Date.UTC(year, 0, 4));
    const monday = fourth.getTime() - ((fourth.getUTCDay() || 7) - 1) * day;
    return fromLocal(monday + ((second - 1) * 7 + third - 1) * day + within, zone);
  },
);

/** The parts of dates. Source: MongoDB manual, "Date Expression Operators". */
export const datePartOperators: Record<string, Operator> = {
  ...Object.fromEntries(
    Object.entries(parts).map(([name, read]) => [
      name,
      partOf(name, (local) => new Int32(read(local))),
    ]),
  ),
  $isoWeekYear: partOf('$isoWeekYear', (local) => Long.fromNumber(isoWeek(local).year)),
  $dateToParts: dateToParts,
  $dateFromParts: dateFromParts,
};
