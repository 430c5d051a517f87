import { accumulatingOperators } from './accumulating-operators.ts';
import { arithmeticOperators } from './arithmetic-operators.ts';
import { arrayOperators } from './array-operators.ts';
import { conditionOperators } from './condition-operators.ts';
import { dateArithmeticOperators } from './date-arithmetic-operators.ts';
import { datePartOperators } from './date-part-operators.ts';
import { dateTextOperators } from './date-text-operators.ts';
import type { Operator } from './expression.ts';
import { iterationOperators } from './iteration-operators.ts';
import { objectOperators } from './object-operators.ts';
import { regexOperators } from './regex-operators.ts';
import { roundingOperators } from './rounding-operators.ts';
import { setOperators } from './set-operators.ts';
import { stringOperators } from './string-operators.ts';
import { typeOperators } from './type-operators.ts';

/**
 * The operators of the expression language by name. There is none that runs code from a client:
 * `$function` and `$accumulator` are unknown.
 */
export const expressionOperators: Readonly<Record<string, Operator>> = {
  ...accumulatingOperators,
  ...arithmeticOperators,
  ...arrayOperators,
  ...conditionOperators,
  ...dateArithmeticOperators,
  ...datePartOperators,
  ...dateTextOperators,
  ...iterationOperators,
  ...objectOperators,
  ...regexOperators,
  ...roundingOperators,
  ...setOperators,
  ...stringOperators,
  ...typeOperators,
};
