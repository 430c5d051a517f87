import type { Doc } from '../bson/documents.ts';
import { expressionCompiler } from './expressions/compile-expression.ts';
import { requireVariableName } from './expressions/condition-operators.ts';
import type { Expression } from './expressions/expression.ts';

/** Compiles an expression over documents, with the variables of the command. */
export const documentExpression = (
  expression: unknown,
  variables: Doc,
): ((doc: unknown) => unknown) => {
  const compiled: Expression = expressionCompiler(Object.keys(variables)).compile(expression);
  return (root) => compiled({ root, variables: { NOW: new Date(), ...variables } });
};

/** The value of an expression for one document. */
export const evaluate = (doc: Doc, expression: unknown, variables: Doc): unknown =>
  documentExpression(expression, variables)(doc);

/** The variables a command's `let` defines: expressions that look at no document. */
export const letVariables = (definitions: Doc): Doc =>
  Object.fromEntries(
    Object.entries(definitions).map(([name, expression]) => {
      requireVariableName(name);
      return [name, evaluate({}, expression, {})];
    }),
  );
