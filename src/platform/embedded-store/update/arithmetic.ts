import { Decimal128, Double, Int32, Long } from 'bson';
import { decimalParts, toDecimal, type DecimalParts } from '../bson/decimal.ts';
import { CommandError } from '../command-error.ts';

type Numeric = Int32 | Double | Long | Decimal128;

interface Arithmetic {
  whole: (a: bigint, b: bigint) => bigint;
  floating: (a: number, b: number) => number;
  decimal: (a: DecimalParts, b: DecimalParts) => DecimalParts;
}

export const isNumeric = (value: unknown): value is Numeric =>
  value instanceof Int32 ||
  value instanceof Double ||
  value instanceof Long ||
  value instanceof Decimal128;

const scaleTo = ({ digits, exponent }: DecimalParts, wanted: number): bigint =>
  digits * 10n ** BigInt(exponent - wanted);

const addition: Arithmetic = {
  whole: (a, b) => a + b,
  floating: (a, b) => a + b,
  decimal: (a, b) => {
    const exponent = Math.min(a.exponent, b.exponent);
    return { digits: scaleTo(a, exponent) + scaleTo(b, exponent), exponent };
  },
};

const multiplication: Arithmetic = {
  whole: (a, b) => a * b,
  floating: (a, b) => a * b,
  decimal: (a, b) => ({ digits: a.digits * b.digits, exponent: a.exponent + b.exponent }),
};

const partsOf = (value: Numeric): DecimalParts | number => {
  if (value instanceof Decimal128) return decimalParts(value);
  return decimalParts(Decimal128.fromStringWithRounding(value.toString()));
};

const wholeOf = (value: Int32 | Long): bigint =>
  value instanceof Long ? value.toBigInt() : BigInt(value.value);

const wholeResult = (value: bigint, wide: boolean): Int32 | Long => {
  if (!wide && BigInt.asIntN(32, value) === value) return new Int32(Number(value));
  if (BigInt.asIntN(64, value) === value) return Long.fromBigInt(value);
  throw new CommandError('BadValue', 'the result does not fit into a 64-bit integer');
};

/**
 * Combines two numbers as the server does: the result has the wider of the two types, and an
 * int32 that overflows becomes a long.
 */
const combine = (a: Numeric, b: Numeric, { whole, floating, decimal }: Arithmetic): Numeric => {
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    const [left, right] = [partsOf(a), partsOf(b)];
    if (typeof left === 'number' || typeof right === 'number')
      return Decimal128.fromString(String(floating(Number(a.toString()), Number(b.toString()))));
    return toDecimal(decimal(left, right));
  }
  if (a instanceof Double || b instanceof Double)
    return new Double(floating(Number(a.toString()), Number(b.toString())));
  return wholeResult(whole(wholeOf(a), wholeOf(b)), a instanceof Long || b instanceof Long);
};

export const add = (a: Numeric, b: Numeric): Numeric => combine(a, b, addition);

export const multiply = (a: Numeric, b: Numeric): Numeric => combine(a, b, multiplication);

/** Zero of the same type. */
export const zeroLike = (value: Numeric): Numeric => {
  if (value instanceof Double) return new Double(0);
  if (value instanceof Long) return Long.ZERO;
  return value instanceof Decimal128 ? Decimal128.fromString('0') : new Int32(0);
};
