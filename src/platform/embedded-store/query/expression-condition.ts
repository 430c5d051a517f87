import { documentExpression } from '../aggregation/expressions.ts';
import { isTrue } from '../aggregation/expressions/condition-operators.ts';
import type { Matcher, MatchOptions } from './match-types.ts';

/** `$expr`: the expression's value counts as true unless it is false, null, missing or zero. */
export const expressionMatcher = (expression: unknown, { variables }: MatchOptions): Matcher => {
  const value = documentExpression(expression, variables);
  return (doc) => isTrue(value(doc));
};
