import { type Doc, isDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { binaryComparison } from './comparison.ts';
import { expressionMatcher } from './expression-condition.ts';
import { fieldConditions } from './field-conditions.ts';
import type { Matcher, MatchOptions } from './match-types.ts';

const defaults: MatchOptions = { comparison: binaryComparison, variables: {} };

type LogicalOperator = (operand: unknown, options: MatchOptions) => Matcher;

const branches = (name: string, operand: unknown, options: MatchOptions): Matcher[] => {
  if (!Array.isArray(operand) || operand.length === 0)
    throw new CommandError('BadValue', `${name} must be a nonempty array`);
  return operand.map((branch) => {
    if (!isDocument(branch))
      throw new CommandError('BadValue', `${name} entries need to be full objects`);
    return compileFilter(branch, options);
  });
};

const all =
  (matchers: Matcher[]): Matcher =>
  (doc) =>
    matchers.every((matches) => matches(doc));

const logicalOperators: Record<string, LogicalOperator> = {
  $and: (operand, options) => all(branches('$and', operand, options)),
  $or: (operand, options) => {
    const matchers = branches('$or', operand, options);
    return (doc) => matchers.some((matches) => matches(doc));
  },
  $nor: (operand, options) => {
    const matchers = branches('$nor', operand, options);
    return (doc) => !matchers.some((matches) => matches(doc));
  },
  $expr: (operand, options) => expressionMatcher(operand, options),
  $comment: () => () => true,
  $text: () => {
    throw new CommandError('IndexNotFound', 'text index required for $text query');
  },
};

/**
 * Compiles a filter in its plain form.
 *
 * @throws CommandError 2 for an operator this store does not know; 27 for `$text`.
 */
export const compileFilter = (filter: Doc, options: MatchOptions = defaults): Matcher => {
  const matchers = Object.entries(filter).map(([name, condition]): Matcher => {
    if (!name.startsWith('$')) return fieldConditions(name, condition, options, compileFilter);
    const operator = logicalOperators[name];
    if (!operator) throw new CommandError('BadValue', `unknown top level operator: ${name}`);
    return operator(condition, options);
  });
  return matchers[0] && matchers.length === 1 ? matchers[0] : all(matchers);
};
