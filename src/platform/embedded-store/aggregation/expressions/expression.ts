import type { Doc } from '../../bson/documents.ts';
import { CommandError } from '../../command-error.ts';

/** What an expression is evaluated in: a document in its exact form, and variables by name. */
export interface Scope {
  root: unknown;
  variables: Readonly<Record<string, unknown>>;
}

/** A compiled expression; undefined stands for a missing value. */
export type Expression = (scope: Scope) => unknown;

/** What an operator's operands are compiled with. */
export interface Compiler {
  /** The names of the variables there are. */
  known: ReadonlySet<string>;
  compile: (spec: unknown) => Expression;
  /** The same, where these variables are known too. */
  knowing: (...names: string[]) => Compiler;
}

/** Compiles an operator's operand. `name` is the operator's own, for messages. */
export type Operator = (operand: unknown, compiler: Compiler, name: string) => Expression;

export const withVariable = (scope: Scope, name: string, value: unknown): Scope => ({
  root: scope.root,
  variables: { ...scope.variables, [name]: value },
});

const argumentsOf = (operand: unknown): unknown[] => (Array.isArray(operand) ? operand : [operand]);

const refuseCount = (name: string, wanted: string, given: number): never => {
  throw new CommandError(
    'Location16020',
    `Expression ${name} takes ${wanted} arguments. ${given} were passed in.`,
  );
};

/** An operator of so many arguments, or of any number between two. */
export const taking =
  (least: number, most: number, apply: (...values: never[]) => unknown): Operator =>
  (operand, { compile }, name) => {
    const given = argumentsOf(operand);
    if (given.length < least || given.length > most) {
      const wanted = least === most ? `exactly ${least}` : `at least ${least} and at most ${most}`;
      refuseCount(name, wanted, given.length);
    }
    const [a, b, c] = given.map(compile);
    const call = apply as (...values: unknown[]) => unknown;
    if (a && !b) return (scope) => call(a(scope));
    if (a && b && !c) return (scope) => call(a(scope), b(scope));
    const compiled = given.map(compile);
    return (scope) => call(...compiled.map((argument) => argument(scope)));
  };

/** An operator of any number of arguments. */
export const takingAll =
  (apply: (values: unknown[]) => unknown): Operator =>
  (operand, { compile }) => {
    const compiled = argumentsOf(operand).map(compile);
    return (scope) => apply(compiled.map((argument) => argument(scope)));
  };

/** @throws CommandError 9 naming the parameter that is unknown or missing */
export const parameters = (
  operand: unknown,
  name: string,
  { required, optional = [] }: { required: readonly string[]; optional?: readonly string[] },
): Doc => {
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand))
    throw new CommandError('FailedToParse', `${name} only supports an object as its argument`);
  const given = operand as Doc;
  const unknown = Object.keys(given).find(
    (field) => !required.includes(field) && !optional.includes(field),
  );
  if (unknown !== undefined)
    throw new CommandError('FailedToParse', `Unrecognized parameter to ${name}: ${unknown}`);
  const missing = required.find((field) => !Object.hasOwn(given, field));
  if (missing !== undefined)
    throw new CommandError('FailedToParse', `Missing '${missing}' parameter to ${name}`);
  return given;
};

/** An operator with named arguments; those not given are undefined. */
export const takingNamed =
  (
    required: readonly string[],
    optional: readonly string[],
    apply: (values: Record<string, unknown>) => unknown,
  ): Operator =>
  (operand, { compile }, name) => {
    const given = Object.entries(parameters(operand, name, { required, optional })).map(
      ([field, spec]) => [field, compile(spec)] as const,
    );
    return (scope) => {
      const values: Record<string, unknown> = {};
      for (const [field, value] of given) values[field] = value(scope);
      return apply(values);
    };
  };
