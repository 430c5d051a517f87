import { CommandError } from '../../command-error.ts';
import { dayOfYear, isoWeek, weekOfYear } from './calendar.ts';
import { requireDate, zoneOf } from './date-values.ts';
import { type Operator, takingNamed } from './expression.ts';
import { bsonTypeName, isMissing } from '../../bson/numeric.ts';
import { fromLocal, toLocal, zoneOffset } from './time-zone.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');

const offsetText = (offset: number): string => {
  const minutes = Math.abs(offset) / 60_000;
  return `${offset < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60), 2)}${padded(minutes % 60, 2)}`;
};

type Written = (local: Date, offset: number) => string;

const written: Record<string, Written> = {
  Y: (local) => padded(local.getUTCFullYear(), 4),
  m: (local) => padded(local.getUTCMonth() + 1, 2),
  d: (local) => padded(local.getUTCDate(), 2),
  H: (local) => padded(local.getUTCHours(), 2),
  M: (local) => padded(local.getUTCMinutes(), 2),
  S: (local) => padded(local.getUTCSeconds(), 2),
  L: (local) => padded(local.getUTCMilliseconds(), 3),
  j: (local) => padded(dayOfYear(local), 3),
  w: (local) => String(local.getUTCDay() + 1),
  u: (local) => String(isoWeek(local).weekday),
  U: (local) => padded(weekOfYear(local), 2),
  V: (local) => padded(isoWeek(local).week, 2),
  G: (local) => padded(isoWeek(local).year, 4),
  b: (local) => (months[local.getUTCMonth()] ?? '').slice(0, 3),
  B: (local) => months[local.getUTCMonth()] ?? '',
  z: (_local, offset) => offsetText(offset),
  Z: (_local, offset) => `${offset < 0 ? '-' : '+'}${padded(Math.abs(offset) / 60_000, 3)}`,
  '%': () => '%',
};

const formatOf = (format: unknown, fallback: string, operator: string): string => {
  if (format === undefined) return fallback;
  if (typeof format === 'string') return format;
  throw new CommandError(
    'Location18533',
    `${operator} requires that 'format' be a string, found: ${bsonTypeName(format)}`,
  );
};

const dateToString = takingNamed(['date'], ['format', 'timezone', 'onNull'], (values) => {
  const zone = zoneOf(values);
  if (isMissing(values.date)) return 'onNull' in values ? values.onNull : null;
  if (zone === undefined || values.format === null) return null;
  const date = requireDate(values.date, '$dateToString');
  const offset = zoneOffset(date.getTime(), zone);
  const standard = zone === 'UTC' ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L%z';
  return formatOf(values.format, standard, '$dateToString').replace(
    /%(.?)/gs,
    (_, code: string) => {
      const write = written[code];
      if (write) return write(toLocal(date, zone), offset);
      throw new CommandError(
        'Location18536',
        `Invalid format character '%${code}' in format string`,
      );
    },
  );
});

/** How each part of a text is read: its pattern, and what it is a part of. */
const readable: Record<string, string> = {
  Y: '(?<Y>\\d{4})',
  m: '(?<m>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  H: '(?<H>\\d{1,2})',
  M: '(?<M>\\d{1,2})',
  S: '(?<S>\\d{1,2})',
  L: '(?<L>\\d{1,3})',
  z: '(?<z>Z|[+-]\\d\\d:?\\d\\d)',
  b: '(?<b>[A-Za-z]{3})',
  B: '(?<b>[A-Za-z]{3,9})',
  '%': '%',
};

const patternOf = (format: string): RegExp => {
  const parts = format.split(/%(.?)/s).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const pattern = readable[part];
    if (pattern !== undefined) return pattern;
    throw new CommandError('Location18536', `Invalid format character '%${part}' in format string`);
  });
  return new RegExp(`^${parts.join('')}$`);
};

/** A date alone, or with a time and a zone: as the server reads it without a format. */
const anyForm =
  /^(?<Y>\d{4})-(?<m>\d\d)-(?<d>\d\d)(?:[T ](?<H>\d\d):(?<M>\d\d)(?::(?<S>\d\d)(?:\.(?<L>\d{1,3}))?)?)?(?: ?(?<z>Z|[+-]\d\d:?\d\d))?$/;

const unreadable = (text: string): CommandError =>
  new CommandError('ConversionFailure', `Error parsing date string '${text}'`);

const read = (text: string, pattern: RegExp, zone: string): Date => {
  const groups = pattern.exec(text)?.groups;
  if (!groups) throw unreadable(text);
  const number = (name: string, fallback: number): number => Number(groups[name] ?? fallback);
  const named = months.findIndex((month) =>
    month.toLowerCase().startsWith((groups.b ?? '-').toLowerCase().slice(0, 3)),
  );
  const month = groups.b === undefined ? number('m', 1) : named + 1;
  const [year, dayOfMonth] = [number('Y', 1970), number('d', 1)];
  const midnight = Date.UTC(year, month - 1, dayOfMonth);
  const check = new Date(midnight);
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== dayOfMonth)
    throw unreadable(text);
  const [hour, minute, second] = [number('H', 0), number('M', 0), number('S', 0)];
  if (hour > 23 || minute > 59 || second > 59) throw unreadable(text);
  const milliseconds = Number((groups.L ?? '0').padEnd(3, '0'));
  const local = midnight + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
  return fromLocal(local, groups.z ?? zone);
};

const dateFromString = takingNamed(
  ['dateString'],
  ['format', 'timezone', 'onError', 'onNull'],
  (values) => {
    const { dateString: text, format } = values;
    const zone = zoneOf(values);
    if (isMissing(text)) return 'onNull' in values ? values.onNull : null;
    if (zone === undefined || format === null) return null;
    try {
      if (typeof text !== 'string')
        throw new CommandError(
          'ConversionFailure',
          `$dateFromString requires that 'dateString' be a string, found: ${bsonTypeName(text)}`,
        );
      const pattern =
        format === undefined ? anyForm : patternOf(formatOf(format, '', '$dateFromString'));
      return read(text, pattern, zone);
    } catch (error) {
      const refused = error instanceof CommandError && error.codeName === 'ConversionFailure';
      if (refused && 'onError' in values) return values.onError;
      throw error;
    }
  },
);

/** Dates as texts. Source: MongoDB manual, "$dateToString" and "$dateFromString". */
export const dateTextOperators: Record<string, Operator> = {
  $dateToString: dateToString,
  $dateFromString: dateFromString,
};
