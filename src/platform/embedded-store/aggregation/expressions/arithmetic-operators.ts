import { CommandError } from '../../command-error.ts';
import {
  addition,
  combine,
  divide,
  multiplication,
  remainder,
  subtraction,
} from '../../bson/arithmetic.ts';
import {
  bsonTypeName,
  isMissing,
  isNumeric,
  type Numeric,
  requireNumber,
  toNumber,
  wholeNumber,
} from '../../bson/numeric.ts';
import { type Operator, taking, takingAll } from './expression.ts';

/** Of any number of numbers, among which one may be a date: milliseconds are added to it. */
const add = takingAll((values) => {
  let sum: Numeric = 0;
  let date: Date | undefined;
  for (const value of values) {
    if (isMissing(value)) return null;
    if (value instanceof Date) {
      if (date)
        throw new CommandError('Location16612', 'only one date allowed in an $add expression');
      date = value;
    } else if (isNumeric(value)) sum = combine(sum, value, addition);
    else
      throw new CommandError(
        'TypeMismatch',
        `$add only supports numeric or date types, not ${bsonTypeName(value)}`,
      );
  }
  if (date) return new Date(date.getTime() + Math.trunc(toNumber(sum)));
  return values.length === 1 && isNumeric(values[0]) ? values[0] : combine(sum, 0, addition);
});

const subtract = taking(2, 2, (a: unknown, b: unknown) => {
  if (isMissing(a) || isMissing(b)) return null;
  if (a instanceof Date && b instanceof Date)
    return wholeNumber(BigInt(a.getTime() - b.getTime()), 'long');
  if (a instanceof Date && isNumeric(b)) return new Date(a.getTime() - Math.trunc(toNumber(b)));
  if (isNumeric(a) && isNumeric(b)) return combine(a, b, subtraction);
  throw new CommandError(
    'TypeMismatch',
    `can't $subtract ${bsonTypeName(b)} from ${bsonTypeName(a)}`,
  );
});

const multiply = takingAll((values) => {
  let product: Numeric = 1;
  for (const value of values) {
    if (isMissing(value)) return null;
    product = combine(product, requireNumber(value, '$multiply'), multiplication);
  }
  return combine(product, 1, multiplication);
});

/** Of two numbers, the second of which may not be zero. */
const dividing = (
  name: string,
  zero: 'BadValue' | 'Location16610',
  apply: (a: Numeric, b: Numeric) => unknown,
): Operator =>
  taking(2, 2, (a: unknown, b: unknown) => {
    if (isMissing(a) || isMissing(b)) return null;
    const [left, right] = [requireNumber(a, name), requireNumber(b, name)];
    if (toNumber(right) === 0) throw new CommandError(zero, `can't ${name} by zero`);
    return apply(left, right);
  });

/** The four operations. Source: MongoDB manual, "Arithmetic Expression Operators". */
export const arithmeticOperators: Record<string, Operator> = {
  $add: add,
  $subtract: subtract,
  $multiply: multiply,
  $divide: dividing('$divide', 'BadValue', divide),
  $mod: dividing('$mod', 'Location16610', (a, b) => combine(a, b, remainder)),
};
