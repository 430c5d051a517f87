import type { Doc } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { allTest, elemMatchTest } from './array-operators.ts';
import { bitOperators } from './bit-operators.ts';
import { equalsTest, leafOperators, sizeTest } from './leaf-operators.ts';
import type { CompileFilter, Matcher, MatchOptions, ValueTest } from './match-types.ts';
import { isOperatorObject, isRegex } from './operator-object.ts';
import { anyAt, orAnyElement, parsePath, type Path } from './path.ts';
import { regexTest, toRegExp } from './regex.ts';
import { typeTest } from './type-operator.ts';

const at =
  (path: Path, test: ValueTest): Matcher =>
  (doc) =>
    anyAt(doc, path, test);

/** Tests what is at a path, and in an array there each element, unless arrays are taken whole. */
const within = (path: Path, test: ValueTest, { whole }: MatchOptions): Matcher =>
  at(path, whole ? test : orAnyElement(test));

const not =
  (matches: Matcher): Matcher =>
  (doc) =>
    !matches(doc);

type Operator = (
  path: Path,
  operand: unknown,
  options: MatchOptions,
  compileFilter: CompileFilter,
  siblings: Doc,
) => Matcher;

const regexOperator: Operator = (path, operand, options, _compile, { $options: flags }) => {
  if (isRegex(operand) && flags === undefined) return within(path, regexTest(operand), options);
  const [pattern, own] = isRegex(operand)
    ? ['pattern' in operand ? operand.pattern : operand.source, '']
    : [operand, ''];
  if (typeof pattern !== 'string') throw new CommandError('BadValue', '$regex has to be a string');
  return within(
    path,
    regexTest(toRegExp(pattern, typeof flags === 'string' ? flags : own)),
    options,
  );
};

const operators: Record<string, Operator> = {
  $ne: (path, operand, options) => {
    if (isRegex(operand)) throw new CommandError('BadValue', "Can't have regex as arg to $ne.");
    return not(within(path, equalsTest(operand, options.comparison), options));
  },
  $nin: (path, operand, options, compile, siblings) => {
    if (!Array.isArray(operand)) throw new CommandError('BadValue', '$nin needs an array');
    return not(condition(path, '$in', operand, options, compile, siblings));
  },
  $not: (path, operand, options, compile) => {
    if (!isRegex(operand) && !isOperatorObject(operand))
      throw new CommandError('BadValue', '$not needs a regex or a document');
    return not(conditionsAt(path, operand, options, compile));
  },
  $exists: (path, operand) => {
    const present = at(path, (value) => value !== undefined);
    return operand === false || operand === 0 || operand === null ? not(present) : present;
  },
  $size: (path, operand) => at(path, sizeTest(operand)),
  $type: (path, operand, options) => within(path, typeTest(operand), options),
  $regex: regexOperator,
  $options: (_path, _operand, _options, _compile, siblings) => {
    if ('$regex' in siblings) return () => true;
    throw new CommandError('BadValue', '$options needs a $regex');
  },
  $elemMatch: (path, operand, options, compile) =>
    at(path, elemMatchTest(operand, options, compile)),
  $all: (path, operand, options, compile) => allTest(path, operand, options, compile),
};

const condition: (path: Path, name: string, ...rest: TailOf<Operator>) => Matcher = (
  path,
  name,
  operand,
  options,
  compileFilter,
  siblings,
) => {
  const leaf = leafOperators[name] ?? bitOperators[name];
  if (leaf) return within(path, leaf(operand, options.comparison), options);
  const operator = operators[name];
  if (!operator) throw new CommandError('BadValue', `unknown operator: ${name}`);
  return operator(path, operand, options, compileFilter, siblings);
};

type TailOf<F extends (first: Path, ...rest: never[]) => unknown> =
  Parameters<F> extends [unknown, ...infer Rest] ? Rest : never;

const conditionsAt = (
  path: Path,
  value: unknown,
  options: MatchOptions,
  compileFilter: CompileFilter,
): Matcher => {
  if (isRegex(value)) return within(path, regexTest(value), options);
  if (!isOperatorObject(value)) return within(path, equalsTest(value, options.comparison), options);
  const matchers = Object.entries(value).map(([name, operand]) =>
    condition(path, name, operand, options, compileFilter, value),
  );
  return (doc) => matchers.every((matches) => matches(doc));
};

/** Compiles what a filter says of one field: a value, a regular expression or operators. */
export const fieldConditions = (
  field: string,
  value: unknown,
  options: MatchOptions,
  compileFilter: CompileFilter,
): Matcher => conditionsAt(parsePath(field), value, options, compileFilter);
