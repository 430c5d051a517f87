import { evaluate } from '../aggregation/expressions.ts';
import { rank, rankOf } from '../bson/type-rank.ts';
import type { Matcher, MatchOptions } from './match-types.ts';

/** `$expr`: the expression's value counts as true unless it is false, null, missing or zero. */
export const expressionMatcher = (expression: unknown, { variables }: MatchOptions): Matcher => {
  return (doc) => {
    const value = evaluate(doc, expression, variables);
    if (rankOf(value) === rank.number) return Number(value) !== 0;
    return value !== false && value !== null && value !== undefined;
  };
};
