import { Decimal128 } from 'bson';

/** A finite decimal as digits × 10^exponent. */
export interface DecimalParts {
  digits: bigint;
  exponent: number;
}

/** A Decimal128 taken apart, or the double that stands for NaN and the infinities. */
export const decimalParts = (value: Decimal128): DecimalParts | number => {
  const text = value.toString();
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/.exec(text);
  if (!match) return Number(text);
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  return {
    digits: BigInt(`${sign}${whole}${fraction}`),
    exponent: Number(power) - fraction.length,
  };
};

/** The Decimal128 nearest to digits × 10^exponent. */
export const toDecimal = ({ digits, exponent }: DecimalParts): Decimal128 =>
  Decimal128.fromStringWithRounding(`${String(digits)}E${String(exponent)}`);

/** NaN, as a double or as a decimal: equal to itself, and neither above nor below any number. */
export const isNaNumber = (value: unknown): boolean =>
  typeof value === 'number'
    ? Number.isNaN(value)
    : value instanceof Decimal128 && value.toString() === 'NaN';
