import { Context, evalExpr } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as projections from 'mingo/operators/projection';
import * as windows from 'mingo/operators/window';
import type { Options } from 'mingo/types';
import type { Doc } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { comparisonExpressions } from './comparison-expressions.ts';

type Operators = NonNullable<Parameters<typeof Context.init>[0]>;

/** Mingo's operators, save where BSON compares values in another way than JavaScript. */
export const expressionOperators = {
  accumulator: accumulators,
  expression: { ...expressions, ...comparisonExpressions },
  projection: projections,
  window: windows,
} as unknown as Operators;

const context = Context.init(expressionOperators);

/** No code from a client is ever run: `$function`, `$accumulator` and `$where` are refused. */
export const optionsWith = (variables: Doc): Partial<Options> => ({
  scriptEnabled: false,
  variables,
});

/** The store's answer to what mingo throws: its message, as a client's mistake. */
export const asCommandError = (error: unknown): unknown => {
  if (!(error instanceof Error) || error.constructor.name !== 'MingoError') return error;
  const { message } = error;
  if (message.includes('is not registered'))
    return new CommandError('InvalidPipelineOperator', message);
  const unknownVariable = message.includes('undefined variable');
  return new CommandError(unknownVariable ? 'Location17276' : 'BadValue', message);
};

/** The value of an aggregation expression for a document in its plain form. */
export const evaluate = (doc: Doc, expression: unknown, variables: Doc): unknown => {
  try {
    return evalExpr(doc, expression, { ...optionsWith(variables), context } as Options);
  } catch (error) {
    throw asCommandError(error);
  }
};
