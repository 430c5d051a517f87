import { Decimal128, Double } from 'bson';
import { decimalParts, type DecimalParts, toDecimal as decimalOf } from './decimal.ts';
import {
  kindOf,
  type Numeric,
  toBigInt,
  toDecimal,
  toNumber,
  wholeNumber,
  wider,
} from './numeric.ts';

/** An operation on whole numbers, on doubles and on decimals. */
interface Arithmetic {
  whole: (a: bigint, b: bigint) => bigint;
  floating: (a: number, b: number) => number;
  decimal: (a: DecimalParts, b: DecimalParts) => DecimalParts;
}

const scaleTo = ({ digits, exponent }: DecimalParts, wanted: number): bigint =>
  digits * 10n ** BigInt(exponent - wanted);

const aligned =
  (apply: (a: bigint, b: bigint) => bigint) =>
  (a: DecimalParts, b: DecimalParts): DecimalParts => {
    const exponent = Math.min(a.exponent, b.exponent);
    return { digits: apply(scaleTo(a, exponent), scaleTo(b, exponent)), exponent };
  };

export const addition: Arithmetic = {
  whole: (a, b) => a + b,
  floating: (a, b) => a + b,
  decimal: aligned((a, b) => a + b),
};
export const subtraction: Arithmetic = {
  whole: (a, b) => a - b,
  floating: (a, b) => a - b,
  decimal: aligned((a, b) => a - b),
};
export const multiplication: Arithmetic = {
  whole: (a, b) => a * b,
  floating: (a, b) => a * b,
  decimal: (a, b) => ({ digits: a.digits * b.digits, exponent: a.exponent + b.exponent }),
};
export const remainder: Arithmetic = {
  whole: (a, b) => a % b,
  floating: (a, b) => a % b,
  decimal: aligned((a, b) => a % b),
};

/** How many digits a quotient is worked out to before it is rounded to a Decimal128's 34. */
const quotientDigits = 40;

/** A quotient without the zeros at its end that neither operand has. */
const divideDecimals = (a: DecimalParts, b: DecimalParts): DecimalParts => {
  let digits = (a.digits * 10n ** BigInt(quotientDigits)) / b.digits;
  let exponent = a.exponent - b.exponent - quotientDigits;
  while (exponent < a.exponent - b.exponent && digits % 10n === 0n) {
    digits /= 10n;
    exponent++;
  }
  return { digits, exponent };
};

const decimalResult = (
  a: Numeric,
  b: Numeric,
  { decimal, floating }: Pick<Arithmetic, 'decimal' | 'floating'>,
): Decimal128 => {
  const [left, right] = [decimalParts(toDecimal(a)), decimalParts(toDecimal(b))];
  if (typeof left === 'number' || typeof right === 'number')
    return Decimal128.fromString(String(floating(toNumber(a), toNumber(b))));
  return decimalOf(decimal(left, right));
};

/** The wider of the two types; an int32 that overflows becomes a long, and a long a double. */
export const combine = (a: Numeric, b: Numeric, arithmetic: Arithmetic): Numeric => {
  const kind = wider(kindOf(a) ?? 'int', kindOf(b) ?? 'int');
  if (kind === 'decimal') return decimalResult(a, b, arithmetic);
  if (kind === 'double') return new Double(arithmetic.floating(toNumber(a), toNumber(b)));
  return wholeNumber(arithmetic.whole(toBigInt(a), toBigInt(b)), kind);
};

export const divide = (a: Numeric, b: Numeric): Numeric => {
  const floating = (left: number, right: number): number => left / right;
  return kindOf(a) === 'decimal' || kindOf(b) === 'decimal'
    ? decimalResult(a, b, { decimal: divideDecimals, floating })
    : new Double(floating(toNumber(a), toNumber(b)));
};
