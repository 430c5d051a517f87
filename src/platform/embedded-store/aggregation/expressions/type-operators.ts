import { Decimal128, Double, Int32, Long, ObjectId } from 'bson';
import { isDocument } from '../../bson/documents.ts';
import { CommandError } from '../../command-error.ts';
import { type Operator, parameters, taking } from './expression.ts';
import { isTrue } from './condition-operators.ts';
import {
  bsonTypeName,
  isMissing,
  isNumeric,
  kindOf,
  type Numeric,
  toBigInt,
  toDecimal,
  toNumber,
} from '../../bson/numeric.ts';

const failure = (value: unknown, to: string, why = ''): CommandError =>
  new CommandError(
    'ConversionFailure',
    `Unsupported conversion from ${bsonTypeName(value)} to ${to} in $convert with no onError value${why}`,
  );

/** The whole number that is left when what is behind the point is cut off. */
const truncated = (value: Numeric, to: string): bigint => {
  const kind = kindOf(value);
  if (kind === 'int' || kind === 'long') return toBigInt(value);
  const number = toNumber(value);
  if (!Number.isFinite(number)) throw failure(value, to);
  if (kind === 'decimal' && Math.abs(number) > Number.MAX_SAFE_INTEGER)
    return BigInt(Decimal128.fromString(value.toString()).toString().replace(/\..*$/, ''));
  return BigInt(Math.trunc(number));
};

const wholeText = /^[+-]?\d+$/;

const toWhole = (value: unknown, to: 'int' | 'long'): bigint => {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (value instanceof Date && to === 'long') return BigInt(value.getTime());
  if (typeof value === 'string') {
    if (wholeText.test(value)) return BigInt(value.replace(/^\+/, ''));
    throw failure(value, to, ': not a whole number');
  }
  if (isNumeric(value)) return truncated(value, to);
  throw failure(value, to);
};

const fits = (bits: number, value: bigint, to: string): bigint => {
  if (BigInt.asIntN(bits, value) === value) return value;
  throw new CommandError('ConversionFailure', `the value would overflow type ${to} in $convert`);
};

const toDouble = (value: unknown): Double => {
  if (typeof value === 'boolean') return new Double(value ? 1 : 0);
  if (value instanceof Date) return new Double(value.getTime());
  if (isNumeric(value)) return new Double(toNumber(value));
  if (typeof value !== 'string') throw failure(value, 'double');
  const number = value.trim() === value && value !== '' ? Number(value) : NaN;
  if (Number.isNaN(number) && value !== 'NaN') throw failure(value, 'double', ': not a number');
  return new Double(number);
};

const toDecimalValue = (value: unknown): Decimal128 => {
  if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0');
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()));
  if (isNumeric(value)) return toDecimal(value);
  if (typeof value !== 'string') throw failure(value, 'decimal');
  try {
    return Decimal128.fromStringWithRounding(value);
  } catch {
    throw failure(value, 'decimal', ': not a number');
  }
};

const toText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (isNumeric(value)) return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.toHexString();
  throw failure(value, 'string');
};

const dateText = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?( ?(Z|[+-]\d\d:?\d\d))?)?$/;

const toDate = (value: unknown): Date => {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (isNumeric(value) && kindOf(value) !== 'int')
    return new Date(Number(truncated(value, 'date')));
  if (typeof value !== 'string' || !dateText.test(value)) throw failure(value, 'date');
  const utc = /(Z|[+-]\d\d:?\d\d)$/.test(value.slice(10)) || value.length === 10;
  const date = new Date(utc ? value : `${value}Z`);
  if (Number.isNaN(date.getTime())) throw failure(value, 'date');
  return date;
};

const toObjectId = (value: unknown): ObjectId => {
  if (value instanceof ObjectId) return value;
  if (typeof value === 'string' && /^[\da-f]{24}$/i.test(value)) return new ObjectId(value);
  throw failure(value, 'objectId');
};

const conversions: Record<string, (value: unknown) => unknown> = {
  double: toDouble,
  string: toText,
  objectId: toObjectId,
  bool: (value) => (isNumeric(value) || typeof value === 'boolean' ? isTrue(value) : true),
  date: toDate,
  int: (value) => new Int32(Number(fits(32, toWhole(value, 'int'), 'int'))),
  long: (value) => Long.fromBigInt(fits(64, toWhole(value, 'long'), 'long')),
  decimal: toDecimalValue,
};

const typeNumbers: Record<number, string> = {
  1: 'double',
  2: 'string',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  16: 'int',
  18: 'long',
  19: 'decimal',
};

const conversionTo = (to: unknown): ((value: unknown) => unknown) => {
  const name = isNumeric(to) ? typeNumbers[toNumber(to)] : to;
  const convert = typeof name === 'string' ? conversions[name] : undefined;
  if (convert) return convert;
  throw new CommandError(
    'BadValue',
    `Unknown type name: ${isDocument(to) ? 'object' : String(to)}`,
  );
};

const convert: Operator = (operand, { compile }, name) => {
  const spec = parameters(operand, name, {
    required: ['input', 'to'],
    optional: ['onError', 'onNull'],
  });
  const [input, to, onError, onNull] = [spec.input, spec.to, spec.onError, spec.onNull].map(
    compile,
  );
  return (scope) => {
    const [value, type] = [input?.(scope), to?.(scope)];
    if (isMissing(value)) return 'onNull' in spec ? onNull?.(scope) : null;
    if (isMissing(type)) return null;
    const conversion = conversionTo(type);
    try {
      return conversion(value);
    } catch (error) {
      if ('onError' in spec && error instanceof CommandError) return onError?.(scope);
      throw error;
    }
  };
};

const converting = (to: string): Operator =>
  taking(1, 1, (value: unknown) => (isMissing(value) ? null : conversionTo(to)(value)));

/** Source: MongoDB manual, "Type Expression Operators". */
export const typeOperators: Record<string, Operator> = {
  $type: taking(1, 1, bsonTypeName),
  $isNumber: taking(1, 1, isNumeric),
  $convert: convert,
  $toBool: converting('bool'),
  $toInt: converting('int'),
  $toLong: converting('long'),
  $toDouble: converting('double'),
  $toDecimal: converting('decimal'),
  $toString: converting('string'),
  $toDate: converting('date'),
  $toObjectId: converting('objectId'),
};
