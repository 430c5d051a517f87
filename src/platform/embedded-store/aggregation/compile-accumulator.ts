import { Double } from 'bson';
import { isDocument } from '../bson/documents.ts';
import { isNumeric, requireWhole, toNumber } from '../bson/numeric.ts';
import { CommandError } from '../command-error.ts';
import { binaryComparison } from '../query/comparison.ts';
import { compareSortValues, parseSort, sortValues } from '../query/sort.ts';
import { type Accumulator, accumulators } from './accumulators.ts';
import { type Compiler, type Expression, parameters } from './expressions/expression.ts';
import {
  percentiles,
  type Ranked,
  rankedAccumulator,
  severalAccumulators,
} from './several-accumulators.ts';

/** An accumulator with its operand compiled: what it takes of a document, and what gathers it. */
export interface CompiledAccumulator {
  get: Expression;
  make: () => Accumulator;
}

type CompileAccumulator = (
  operand: unknown,
  compiler: Compiler,
  name: string,
) => CompiledAccumulator;

/** A constant count. @throws CommandError 5787902 or 5787908 */
const countOf = (spec: unknown, { compile }: Compiler, name: string): number => {
  const count = requireWhole(compile(spec)({ root: {}, variables: {} }), name, 'Location5787902');
  if (count > 0) return count;
  throw new CommandError('Location5787908', `'n' must be greater than 0, found ${count}`);
};

const simple =
  (make: () => Accumulator): CompileAccumulator =>
  (operand, { compile }, name) => {
    if (Array.isArray(operand) && operand.length !== 1)
      throw new CommandError('Location40237', `The ${name} accumulator is a unary operator`);
    const spec: unknown = Array.isArray(operand) ? operand[0] : operand;
    return { get: compile(spec), make };
  };

const counting: CompileAccumulator = (operand) => {
  if (!isDocument(operand) || Object.keys(operand).length > 0)
    throw new CommandError('FailedToParse', '$count takes no arguments, i.e. $count:{}');
  return { get: () => null, make: accumulators.$count as () => Accumulator };
};

const several =
  (make: (count: number) => Accumulator): CompileAccumulator =>
  (operand, compiler, name) => {
    const { input, n } = parameters(operand, name, { required: ['input', 'n'] });
    const count = countOf(n, compiler, name);
    return { get: compiler.compile(input), make: () => make(count) };
  };

const ranked =
  (end: 'top' | 'bottom', many: boolean): CompileAccumulator =>
  (operand, compiler, name) => {
    const required = many ? ['n', 'sortBy', 'output'] : ['sortBy', 'output'];
    const { n, sortBy, output } = parameters(operand, name, { required });
    if (!isDocument(sortBy))
      throw new CommandError('FailedToParse', `${name}: 'sortBy' must be an object`);
    const fields = parseSort(sortBy);
    const compare = compareSortValues(fields, binaryComparison);
    const count = many ? countOf(n, compiler, name) : 1;
    const value = compiler.compile(output);
    const get: Expression = (scope): Ranked => ({
      keys: sortValues(isDocument(scope.root) ? scope.root : {}, fields, binaryComparison),
      output: value(scope),
    });
    const make = (): Accumulator => {
      const { add, result } = rankedAccumulator(count, compare, end);
      return { add, result: () => (many ? result() : ((result() as unknown[])[0] ?? null)) };
    };
    return { get, make };
  };

/** `p` of `$percentile`: numbers from 0 to 1. @throws CommandError 7750301 or 7750303 */
const wantedOf = (spec: unknown, { compile }: Compiler): number[] => {
  const values = compile(spec)({ root: {}, variables: {} });
  if (!Array.isArray(values) || values.length === 0 || !values.every(isNumeric))
    throw new CommandError('Location7750301', "'p' must be an array of numbers from 0 to 1");
  const wanted = values.map(toNumber);
  if (wanted.every((p) => p >= 0 && p <= 1)) return wanted;
  throw new CommandError('Location7750303', "'p' must be an array of numbers from 0 to 1");
};

const percentile =
  (median: boolean): CompileAccumulator =>
  (operand, compiler, name) => {
    const required = median ? ['input', 'method'] : ['input', 'p', 'method'];
    const { input, p, method } = parameters(operand, name, { required });
    if (method !== 'approximate')
      throw new CommandError('BadValue', `${name}: the only 'method' is 'approximate'`);
    const wanted = median ? [0.5] : wantedOf(p, compiler);
    const make = (): Accumulator => {
      const numbers: number[] = [];
      return {
        add: (value) => {
          if (isNumeric(value)) numbers.push(toNumber(value));
        },
        result: () => {
          const found = percentiles(numbers, wanted).map((value) =>
            numbers.length === 0 ? null : new Double(value),
          );
          return median ? (found[0] ?? null) : found;
        },
      };
    };
    return { get: compiler.compile(input), make };
  };

const compilers: Readonly<Record<string, CompileAccumulator>> = {
  ...Object.fromEntries(Object.entries(accumulators).map(([name, make]) => [name, simple(make)])),
  ...Object.fromEntries(
    Object.entries(severalAccumulators).map(([name, make]) => [name, several(make)]),
  ),
  $count: counting,
  $top: ranked('top', false),
  $topN: ranked('top', true),
  $bottom: ranked('bottom', false),
  $bottomN: ranked('bottom', true),
  $median: percentile(true),
  $percentile: percentile(false),
};

/** Compiles `operator: operand`; undefined when there is no such accumulator. */
export const compileAccumulator = (
  name: string,
  operand: unknown,
  compiler: Compiler,
): CompiledAccumulator | undefined =>
  (Object.hasOwn(compilers, name) ? compilers[name] : undefined)?.(operand, compiler, name);
