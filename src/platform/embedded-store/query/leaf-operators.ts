import { isNaNumber } from '../bson/decimal.ts';
import { isNumeric, toNumber } from '../bson/numeric.ts';
import { rank, rankOf } from '../bson/type-rank.ts';
import { CommandError } from '../command-error.ts';
import type { Comparison } from './comparison.ts';
import type { ValueTest } from './match-types.ts';
import { isRegex } from './operator-object.ts';
import { regexTest } from './regex.ts';

const isNullish = (value: unknown): boolean => value === null || value === undefined;

export const equalsTest = (operand: unknown, { equal }: Comparison): ValueTest => {
  if (isNullish(operand)) return isNullish;
  return (value) => value !== undefined && equal(value, operand);
};

type Accepts = (order: number) => boolean;

/** Ordered comparison within one type; null compares with null and with what is missing. */
const orderTest = (accepts: Accepts, operand: unknown, { compare }: Comparison): ValueTest => {
  if (isRegex(operand))
    throw new CommandError('BadValue', "Can't have RegEx as arg to predicate over a field.");
  const type = rankOf(operand);
  if (type === rank.null) return accepts(0) ? isNullish : () => false;
  if (isNaNumber(operand)) return accepts(0) ? isNaNumber : () => false;
  const anyType = type === rank.minKey || type === rank.maxKey;
  return (value) =>
    value !== undefined &&
    (anyType || rankOf(value) === type) &&
    !isNaNumber(value) &&
    accepts(compare(value, operand));
};

const inTest = (operand: unknown, comparison: Comparison): ValueTest => {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', '$in needs an array');
  const texts = new Set<unknown>();
  const others: ValueTest[] = [];
  for (const item of operand) {
    if (typeof item === 'string' && !comparison.collated) texts.add(item);
    else others.push(isRegex(item) ? regexTest(item) : equalsTest(item, comparison));
  }
  return (value) => texts.has(value) || others.some((test) => test(value));
};

/** Passes an array of so many elements. */
export const sizeTest = (operand: unknown): ValueTest => {
  if (typeof operand !== 'number' || !Number.isInteger(operand) || operand < 0)
    throw new CommandError('BadValue', `Failed to parse $size. Expected a non-negative integer`);
  return (value) => Array.isArray(value) && value.length === operand;
};

const modTest = (operand: unknown): ValueTest => {
  const [divisor, remainder] = Array.isArray(operand) ? (operand as unknown[]) : [];
  if (typeof divisor !== 'number' || typeof remainder !== 'number' || Math.trunc(divisor) === 0)
    throw new CommandError('BadValue', 'malformed mod, needs a divisor other than 0, a remainder');
  const wanted = Math.trunc(remainder);
  return (value) =>
    isNumeric(value) && Math.trunc(toNumber(value)) % Math.trunc(divisor) === wanted;
};

type LeafOperator = (operand: unknown, comparison: Comparison) => ValueTest;

/** Operators that look at one value, at the end of a path or in an array there, and nothing else. */
export const leafOperators: Record<string, LeafOperator> = {
  $eq: equalsTest,
  $gt: (operand, comparison) => orderTest((order) => order > 0, operand, comparison),
  $gte: (operand, comparison) => orderTest((order) => order >= 0, operand, comparison),
  $lt: (operand, comparison) => orderTest((order) => order < 0, operand, comparison),
  $lte: (operand, comparison) => orderTest((order) => order <= 0, operand, comparison),
  $in: inTest,
  $mod: modTest,
};
