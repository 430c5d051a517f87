import { Long } from 'bson';
import { CommandError } from '../../command-error.ts';
import { addMonths, boundariesBetween, day, startOfBin, unitOf, weekdayOf } from './calendar.ts';
import { requireDate, zoneOf } from './date-values.ts';
import { type Operator, takingNamed } from './expression.ts';
import { isMissing, requireWhole } from '../../bson/numeric.ts';
import { fromLocal, toLocal } from './time-zone.ts';

/** Days and longer units follow the clocks of the zone; shorter ones are so many milliseconds. */
const moved = (date: Date, unit: unknown, amount: number, zone: string): Date => {
  const length = unitOf(unit);
  const local = toLocal(date, zone);
  if ('months' in length) return fromLocal(addMonths(local, length.months * amount), zone);
  const { milliseconds } = length;
  return milliseconds >= day
    ? fromLocal(local.getTime() + amount * milliseconds, zone)
    : new Date(date.getTime() + amount * milliseconds);
};

const moving = (name: string, sign: number): Operator =>
  takingNamed(['startDate', 'unit', 'amount'], ['timezone'], (values) => {
    const { startDate, unit, amount } = values;
    const zone = zoneOf(values);
    if (isMissing(startDate) || isMissing(unit) || isMissing(amount) || zone === undefined)
      return null;
    const count = requireWhole(amount, name, 'Location5166405');
    return moved(requireDate(startDate, name), unit, sign * count, zone);
  });

const dateDiff = takingNamed(
  ['startDate', 'endDate', 'unit'],
  ['timezone', 'startOfWeek'],
  (values) => {
    const { startDate, endDate, unit, startOfWeek } = values;
    const zone = zoneOf(values);
    if (isMissing(startDate) || isMissing(endDate) || isMissing(unit) || zone === undefined)
      return null;
    const [from, to] = [startDate, endDate].map((date) => requireDate(date, '$dateDiff'));
    if (!from || !to) return null;
    const length = unitOf(unit);
    const short = 'milliseconds' in length && length.milliseconds < day;
    const [start, end] = short ? [from, to] : [toLocal(from, zone), toLocal(to, zone)];
    return Long.fromNumber(boundariesBetween(start, end, length, weekdayOf(startOfWeek)));
  },
);

const dateTrunc = takingNamed(
  ['date', 'unit'],
  ['binSize', 'timezone', 'startOfWeek'],
  (values) => {
    const { date, unit, binSize = 1, startOfWeek } = values;
    const zone = zoneOf(values);
    if (isMissing(date) || isMissing(unit) || binSize === null || zone === undefined) return null;
    const size = requireWhole(binSize, '$dateTrunc', 'Location5439017');
    if (size <= 0)
      throw new CommandError(
        'Location5439018',
        "$dateTrunc requires 'binSize' to be greater than 0",
      );
    const local = toLocal(requireDate(date, '$dateTrunc'), zone);
    return fromLocal(startOfBin(local, unitOf(unit), size, weekdayOf(startOfWeek)), zone);
  },
);

/** Source: MongoDB manual, "$dateAdd", "$dateSubtract", "$dateDiff" and "$dateTrunc". */
export const dateArithmeticOperators: Record<string, Operator> = {
  $dateAdd: moving('$dateAdd', 1),
  $dateSubtract: moving('$dateSubtract', -1),
  $dateDiff: dateDiff,
  $dateTrunc: dateTrunc,
};
