import { Decimal128, Double, Int32, Long } from 'bson';
import { CommandError } from '../command-error.ts';

/** A number in the exact form; an int32, or a double with a fraction, may be a JavaScript number. */
export type Numeric = number | Int32 | Double | Long | Decimal128;

/** The BSON types of numbers, the narrowest first. */
const kinds = ['int', 'long', 'double', 'decimal'] as const;
export type Kind = (typeof kinds)[number];

export const isInt32 = (value: number): boolean => (value | 0) === value && !Object.is(value, -0);

/** Which type of number it is; undefined for anything else. */
export const kindOf = (value: unknown): Kind | undefined => {
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double';
  if (value instanceof Int32) return 'int';
  if (value instanceof Double) return 'double';
  if (value instanceof Long) return 'long';
  return value instanceof Decimal128 ? 'decimal' : undefined;
};

export const isNumeric = (value: unknown): value is Numeric => kindOf(value) !== undefined;

export const isMissing = (value: unknown): value is null | undefined =>
  value === null || value === undefined;

/** The nearest JavaScript number. */
export const toNumber = (value: Numeric): number =>
  typeof value === 'number' ? value : Number(value.toString());

/** An int32 or a long as it is. */
export const toBigInt = (value: Numeric): bigint =>
  value instanceof Long ? value.toBigInt() : BigInt(toNumber(value));

export const toDecimal = (value: Numeric): Decimal128 =>
  value instanceof Decimal128
    ? value
    : Decimal128.fromStringWithRounding(
        typeof value === 'number' ? doubleText(value) : value.toString(),
      );

const doubleText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

export const wider = (a: Kind, b: Kind): Kind => (kinds.indexOf(a) >= kinds.indexOf(b) ? a : b);

/** A whole number as an int32 or a long, and as a double when it is beyond both. */
export const wholeNumber = (value: bigint, kind: Kind): Int32 | Long | Double => {
  if (kind === 'int' && BigInt.asIntN(32, value) === value) return new Int32(Number(value));
  return BigInt.asIntN(64, value) === value ? Long.fromBigInt(value) : new Double(Number(value));
};

/** What the server calls the type of a value. Source: MongoDB manual, "BSON Types". */
export const bsonTypeName = (value: unknown): string => {
  const kind = kindOf(value);
  if (kind !== undefined) return kind;
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value !== 'object') return typeof value;
  if (value instanceof Uint8Array) return 'binData';
  if (value instanceof RegExp) return 'regex';
  const name = '_bsontype' in value ? String(value._bsontype) : 'Object';
  if (name === 'Code' && 'scope' in value && value.scope) return 'javascriptWithScope';
  return typeNames[name] ?? 'object';
};

const typeNames: Partial<Record<string, string>> = {
  ObjectId: 'objectId',
  Binary: 'binData',
  BSONRegExp: 'regex',
  Timestamp: 'timestamp',
  Code: 'javascript',
  BSONSymbol: 'symbol',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
};

/** @throws CommandError 14 unless it is a number */
export const requireNumber = (value: unknown, operator: string): Numeric => {
  if (isNumeric(value)) return value;
  throw new CommandError(
    'TypeMismatch',
    `${operator} only supports numeric types, not ${bsonTypeName(value)}`,
  );
};

/** A whole number that an operator takes as a position or a count. @throws CommandError with this code */
export const requireWhole = (
  value: unknown,
  operator: string,
  code: `Location${number}` = 'Location28690',
): number => {
  const number = isNumeric(value) ? toNumber(value) : NaN;
  if (Number.isInteger(number)) return number;
  throw new CommandError(code, `${operator} requires a whole number, found ${bsonTypeName(value)}`);
};
