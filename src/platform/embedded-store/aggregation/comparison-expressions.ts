import { evalExpr } from 'mingo/core';
import type { Options } from 'mingo/types';
import { compareValues, equalValues } from '../bson/order.ts';
import { CommandError } from '../command-error.ts';

type Expression = (doc: unknown, operands: unknown, options: Options) => unknown;

const ofTwo =
  (name: string, apply: (a: unknown, b: unknown) => unknown): Expression =>
  (doc, operands, options) => {
    if (!Array.isArray(operands) || operands.length !== 2)
      throw new CommandError('BadValue', `Expression ${name} takes exactly 2 arguments`);
    const [a, b] = evalExpr(doc, operands, options) as [unknown, unknown];
    return apply(a, b);
  };

/** Missing sorts below null in expressions, otherwise as everywhere. */
export const compareOperands = (a: unknown, b: unknown): number => {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return Math.sign(compareValues(a, b));
};

/** The comparisons of the expression language by BSON's order of types and values. */
export const comparisonExpressions: Record<string, Expression> = {
  $cmp: ofTwo('$cmp', compareOperands),
  $eq: ofTwo('$eq', (a, b) => compareOperands(a, b) === 0),
  $ne: ofTwo('$ne', (a, b) => compareOperands(a, b) !== 0),
  $gt: ofTwo('$gt', (a, b) => compareOperands(a, b) > 0),
  $gte: ofTwo('$gte', (a, b) => compareOperands(a, b) >= 0),
  $lt: ofTwo('$lt', (a, b) => compareOperands(a, b) < 0),
  $lte: ofTwo('$lte', (a, b) => compareOperands(a, b) <= 0),
  $in: ofTwo('$in', (a, b) => {
    if (!Array.isArray(b)) throw new CommandError('BadValue', '$in requires an array');
    return b.some((element) => equalValues(a, element));
  }),
};
