import { Decimal128, Double, Int32, Long } from 'bson';
import type { ByteWriter } from './byte-writer.ts';
import { decimalParts } from './decimal.ts';

/*
 * Numbers of all types in one order: the nearest double, and where it is not exact, the sign and
 * the key of what is left over. An int32 and a double of the same value have the same key.
 */
const exact = 0x80;
const restBelow = 0x7f;
const restAbove = 0x81;
const deepestRest = 3;

interface Ratio {
  numerator: bigint;
  denominator: bigint;
}

const bitLength = (value: bigint): number => (value < 0n ? -value : value).toString(16).length * 4;

const toDouble = ({ numerator, denominator }: Ratio): number => {
  const shift = 72 - (bitLength(numerator) - bitLength(denominator));
  const quotient =
    shift >= 0
      ? (numerator << BigInt(shift)) / denominator
      : numerator / (denominator << BigInt(-shift));
  // In two steps, since 2 ** -shift alone may lie outside what a double holds.
  const half = Math.trunc(shift / 2);
  return Number(quotient) * 2 ** -half * 2 ** -(shift - half);
};

const toRatio = (value: number): Ratio => {
  let scaled = value;
  let denominator = 1n;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    denominator *= 2n;
  }
  return { numerator: BigInt(scaled), denominator };
};

const minus = (a: Ratio, b: Ratio): Ratio => ({
  numerator: a.numerator * b.denominator - b.numerator * a.denominator,
  denominator: a.denominator * b.denominator,
});

const writeSortableDouble = (writer: ByteWriter, value: number): void => {
  const start = writer.length();
  if (Number.isNaN(value)) {
    writer.bigInt64(0n);
    return;
  }
  writer.double(value === 0 ? 0 : value);
  if (value < 0) writer.invert(start);
  else writer.flip(start, 0x80);
};

const writeDouble = (writer: ByteWriter, value: number): void => {
  writeSortableDouble(writer, value);
  writer.byte(exact);
};

const writeRatio = (writer: ByteWriter, value: Ratio, depth = 0): void => {
  const nearest = toDouble(value);
  if (!Number.isFinite(nearest) || depth === deepestRest) {
    writeDouble(writer, nearest);
    return;
  }
  const rest = minus(value, toRatio(nearest));
  if (rest.numerator === 0n) {
    writeDouble(writer, nearest);
    return;
  }
  writeSortableDouble(writer, nearest);
  writer.byte(rest.numerator < 0n ? restBelow : restAbove);
  writeRatio(writer, rest, depth + 1);
};

const writeDecimal = (writer: ByteWriter, value: Decimal128): void => {
  const parts = decimalParts(value);
  if (typeof parts === 'number') writeDouble(writer, parts);
  else {
    const { digits, exponent } = parts;
    const power = 10n ** BigInt(Math.abs(exponent));
    if (exponent >= 0) writeRatio(writer, { numerator: digits * power, denominator: 1n });
    else writeRatio(writer, { numerator: digits, denominator: power });
  }
};

/** Writes a number of any BSON type so that bytes compare as the numbers do; NaN is lowest. */
export const writeNumberKey = (writer: ByteWriter, value: unknown): void => {
  if (typeof value === 'number') writeDouble(writer, value);
  else if (value instanceof Int32 || value instanceof Double) writeDouble(writer, value.value);
  else if (value instanceof Long)
    writeRatio(writer, { numerator: value.toBigInt(), denominator: 1n });
  else if (typeof value === 'bigint') writeRatio(writer, { numerator: value, denominator: 1n });
  else if (value instanceof Decimal128) writeDecimal(writer, value);
};
