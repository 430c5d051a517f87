import { Decimal128, Double, Int32, Long } from 'bson';
import { addition, combine, divide } from './arithmetic.ts';
import { isInt32, type Kind, type Numeric } from './numeric.ts';

const add = (a: Numeric, b: Numeric): Numeric => combine(a, b, addition);

/**
 * Adds up numbers of all types as the server does: the sum has the widest type met, an int32 that
 * overflows becomes a long and a long that overflows a double. Doubles are added with what rounding
 * lost carried along (Neumaier), so that their order does not show.
 */
export const createSum = () => {
  let kind: Kind = 'int';
  let whole = 0;
  let beyond = 0n;
  let floating = 0;
  let lost = 0;
  let decimal: Decimal128 | undefined;
  let count = 0;

  const addWhole = (value: number): void => {
    whole += value;
    if (Number.isSafeInteger(whole)) return;
    beyond += BigInt(whole - value) + BigInt(value);
    whole = 0;
  };

  const addDouble = (value: number): void => {
    if (kind !== 'decimal') kind = 'double';
    const sum = floating + value;
    const rest =
      Math.abs(floating) >= Math.abs(value) ? floating - sum + value : value - sum + floating;
    if (Number.isFinite(rest)) lost += rest;
    floating = sum;
  };

  const addWide = (value: Long | Decimal128): void => {
    if (value instanceof Long) {
      if (kind === 'int') kind = 'long';
      beyond += value.toBigInt();
      return;
    }
    kind = 'decimal';
    decimal = decimal ? (add(decimal, value) as Decimal128) : value;
  };

  const integer = (): bigint => beyond + BigInt(whole);

  const asDouble = (): number => floating + (lost + Number(integer()));

  const asDecimal = (): Decimal128 => {
    let sum = decimal ?? Decimal128.fromString('0');
    if (integer() !== 0n) sum = add(sum, Decimal128.fromString(String(integer()))) as Decimal128;
    const doubles = floating + lost;
    return doubles === 0 ? sum : (add(sum, new Double(doubles)) as Decimal128);
  };

  return {
    /** Anything that is not a number is passed over. */
    add: (value: unknown): void => {
      if (typeof value === 'number') {
        if (isInt32(value)) addWhole(value);
        else addDouble(value);
      } else if (value instanceof Int32) addWhole(value.value);
      else if (value instanceof Double) addDouble(value.value);
      else if (value instanceof Long || value instanceof Decimal128) addWide(value);
      else return;
      count++;
    },

    /** Zero, as an int32, when there was no number. */
    total: (): unknown => {
      if (kind === 'decimal') return asDecimal();
      if (kind === 'double') return new Double(asDouble());
      const sum = integer();
      if (kind === 'int' && BigInt.asIntN(32, sum) === sum) return new Int32(Number(sum));
      return BigInt.asIntN(64, sum) === sum ? Long.fromBigInt(sum) : new Double(Number(sum));
    },

    /** A double, or a Decimal128 when there was one; null when there was no number. */
    average: (): unknown => {
      if (count === 0) return null;
      if (kind !== 'decimal') return new Double(asDouble() / count);
      return divide(asDecimal(), new Int32(count));
    },
  };
};
