import { Decimal128, Double, Int32, Long } from 'bson';
import { addition, combine, multiplication } from '../bson/arithmetic.ts';
import { CommandError } from '../command-error.ts';

type Numeric = Int32 | Double | Long | Decimal128;

export const isNumeric = (value: unknown): value is Numeric =>
  value instanceof Int32 ||
  value instanceof Double ||
  value instanceof Long ||
  value instanceof Decimal128;

/** The wider of the two types; an int32 that overflows becomes a long. @throws CommandError 2 */
const checked =
  (operation: typeof addition) =>
  (a: Numeric, b: Numeric): Numeric => {
    const result = combine(a, b, operation) as Numeric;
    const overflows = result instanceof Double && !(a instanceof Double) && !(b instanceof Double);
    if (!overflows) return result;
    throw new CommandError('BadValue', 'the result does not fit into a 64-bit integer');
  };

export const add = checked(addition);

export const multiply = checked(multiplication);

/** Zero of the same type. */
export const zeroLike = (value: Numeric): Numeric => {
  if (value instanceof Double) return new Double(0);
  if (value instanceof Long) return Long.ZERO;
  return value instanceof Decimal128 ? Decimal128.fromString('0') : new Int32(0);
};
