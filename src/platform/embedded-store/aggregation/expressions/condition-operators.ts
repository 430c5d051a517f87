import { Int32 } from 'bson';
import { compareValues, equalValues } from '../../bson/order.ts';
import { isDocument } from '../../bson/documents.ts';
import { rank, rankOf } from '../../bson/type-rank.ts';
import { CommandError } from '../../command-error.ts';
import { type Operator, parameters, taking, withVariable } from './expression.ts';
import { isMissing, isNumeric, toNumber } from '../../bson/numeric.ts';

/** Zero, null, false and missing are false; everything else is true. */
export const isTrue = (value: unknown): boolean => {
  if (isMissing(value) || value === false) return false;
  return rankOf(value) !== rank.number || !isNumeric(value) || toNumber(value) !== 0;
};

/** BSON's order; missing sorts below null in expressions. */
const compareOperands = (a: unknown, b: unknown): number => {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return Math.sign(compareValues(a, b));
};

const comparison = (accepts: (order: number) => boolean): Operator =>
  taking(2, 2, (a: unknown, b: unknown) => accepts(compareOperands(a, b)));

const list = (operand: unknown): unknown[] => (Array.isArray(operand) ? operand : [operand]);

const and: Operator = (operand, { compile }) => {
  const conditions = list(operand).map(compile);
  return (scope) => conditions.every((condition) => isTrue(condition(scope)));
};

const or: Operator = (operand, { compile }) => {
  const conditions = list(operand).map(compile);
  return (scope) => conditions.some((condition) => isTrue(condition(scope)));
};

const cond: Operator = (operand, { compile }, name) => {
  const required = ['if', 'then', 'else'];
  if (Array.isArray(operand) && operand.length !== 3)
    throw new CommandError(
      'Location16020',
      `Expression $cond takes exactly 3 arguments. ${operand.length} were passed in.`,
    );
  const parts: unknown[] = Array.isArray(operand)
    ? operand
    : required.map((part) => parameters(operand, name, { required })[part]);
  const [test, yes, no] = parts.map(compile);
  return (scope) => (isTrue(test?.(scope)) ? yes?.(scope) : no?.(scope));
};

const ifNull: Operator = (operand, { compile }) => {
  const given = list(operand).map(compile);
  if (given.length < 2)
    throw new CommandError('Location1257300', '$ifNull needs at least two arguments');
  return (scope) => {
    let value: unknown;
    for (const expression of given) {
      value = expression(scope);
      if (!isMissing(value)) break;
    }
    return value;
  };
};

const switchCase: Operator = (operand, { compile }, name) => {
  const { branches, ...others } = parameters(operand, name, {
    required: ['branches'],
    optional: ['default'],
  });
  if (!Array.isArray(branches) || branches.length === 0)
    throw new CommandError('Location40068', '$switch requires at least one branch');
  const compiled = branches.map((branch) => {
    const parts = parameters(branch, '$switch', { required: ['case', 'then'] });
    return { when: compile(parts.case), then: compile(parts.then) };
  });
  const otherwise = 'default' in others ? compile(others.default) : undefined;
  return (scope) => {
    for (const { when, then } of compiled) if (isTrue(when(scope))) return then(scope);
    if (otherwise) return otherwise(scope);
    throw new CommandError(
      'Location40066',
      '$switch could not find a matching branch for an input, and no default was specified',
    );
  };
};

const letIn: Operator = (operand, compiler, name) => {
  const spec = parameters(operand, name, { required: ['vars', 'in'] });
  if (!isDocument(spec.vars))
    throw new CommandError('Location16876', 'invalid parameter: expected an object (vars)');
  const names = Object.keys(spec.vars);
  for (const variable of names) requireVariableName(variable);
  const values = Object.values(spec.vars).map(compiler.compile);
  const body = compiler.knowing(...names).compile(spec.in);
  return (scope) => {
    let inner = scope;
    for (const [index, variable] of names.entries())
      inner = withVariable(inner, variable, values[index]?.(scope));
    return body(inner);
  };
};

/** @throws CommandError 9 unless it begins with a small letter, as users' variables do */
export const requireVariableName = (name: string): void => {
  if (!/^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name))
    throw new CommandError('FailedToParse', `'${name}' is not a valid name of a user variable`);
};

/** Source: MongoDB manual, "Comparison", "Boolean" and "Conditional Expression Operators". */
export const conditionOperators: Record<string, Operator> = {
  $cmp: taking(2, 2, (a: unknown, b: unknown) => new Int32(compareOperands(a, b))),
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $and: and,
  $or: or,
  $not: taking(1, 1, (value: unknown) => !isTrue(value)),
  $cond: cond,
  $ifNull: ifNull,
  $switch: switchCase,
  $let: letIn,
  $literal: (operand) => () => operand,
  $in: taking(2, 2, (value: unknown, array: unknown) => {
    if (!Array.isArray(array))
      throw new CommandError('Location40081', '$in requires an array as a second argument');
    return array.some((element) => equalValues(value, element));
  }),
};
