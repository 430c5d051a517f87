import { isDocument } from '../../bson/documents.ts';
import { compareValues } from '../../bson/order.ts';
import { CommandError } from '../../command-error.ts';
import { binaryComparison } from '../../query/comparison.ts';
import { compareSortValues, parseSort, sortValues } from '../../query/sort.ts';
import { requireArray } from './array-operators.ts';
import { isTrue, requireVariableName } from './condition-operators.ts';
import { type Operator, parameters, takingNamed, withVariable } from './expression.ts';
import { isMissing, isNumeric, requireWhole, toNumber } from '../../bson/numeric.ts';

const elementName = (value: unknown): string => {
  if (value === undefined) return 'this';
  if (typeof value !== 'string')
    throw new CommandError('FailedToParse', "'as' must be the name of a variable");
  requireVariableName(value);
  return value;
};

const map: Operator = (operand, compiler, name) => {
  const spec = parameters(operand, name, { required: ['input', 'in'], optional: ['as'] });
  const as = elementName(spec.as);
  const input = compiler.compile(spec.input);
  const each = compiler.knowing(as).compile(spec.in);
  return (scope) => {
    const array = input(scope);
    if (isMissing(array)) return null;
    return requireArray(array, name, 'Location16883').map(
      (element) => each(withVariable(scope, as, element)) ?? null,
    );
  };
};

const filter: Operator = (operand, compiler, name) => {
  const spec = parameters(operand, name, {
    required: ['input', 'cond'],
    optional: ['as', 'limit'],
  });
  const as = elementName(spec.as);
  const input = compiler.compile(spec.input);
  const keep = compiler.knowing(as).compile(spec.cond);
  const limit = compiler.compile(spec.limit);
  return (scope) => {
    const array = input(scope);
    if (isMissing(array)) return null;
    const most = limit(scope);
    let left = isMissing(most) ? Infinity : requireWhole(most, name, 'Location327391');
    if (left <= 0) throw new CommandError('Location327392', '$filter: limit must be positive');
    return requireArray(array, name, 'Location28651').filter((element) => {
      const kept = left > 0 && isTrue(keep(withVariable(scope, as, element)));
      if (kept) left--;
      return kept;
    });
  };
};

const reduce: Operator = (operand, compiler, name) => {
  const spec = parameters(operand, name, { required: ['input', 'initialValue', 'in'] });
  const [input, initial] = [compiler.compile(spec.input), compiler.compile(spec.initialValue)];
  const step = compiler.knowing('this', 'value').compile(spec.in);
  return (scope) => {
    const array = input(scope);
    if (isMissing(array)) return null;
    let value = initial(scope);
    for (const element of requireArray(array, name, 'Location40080'))
      value = step(withVariable(withVariable(scope, 'this', element), 'value', value));
    return value;
  };
};

/** Orders values by themselves: 1 or -1. */
const byValue = (direction: number) => (a: unknown, b: unknown) => direction * compareValues(a, b);

const sortArray: Operator = (operand, { compile }, name) => {
  const spec = parameters(operand, name, { required: ['input', 'sortBy'] });
  const input = compile(spec.input);
  const { sortBy } = spec;
  const direction = isNumeric(sortBy) ? toNumber(sortBy) : undefined;
  if (direction !== undefined ? Math.abs(direction) !== 1 : !isDocument(sortBy))
    throw new CommandError('Location2942505', '$sortArray: sortBy must be 1, -1 or a document');
  const fields = isDocument(sortBy) ? parseSort(sortBy) : [];
  const compareKeys = compareSortValues(fields, binaryComparison);
  const keys = (value: unknown) =>
    sortValues(isDocument(value) ? value : {}, fields, binaryComparison);
  return (scope) => {
    const array = input(scope);
    if (isMissing(array)) return null;
    const values = requireArray(array, name, 'Location2942504');
    return direction === undefined
      ? values.toSorted((a, b) => compareKeys(keys(a), keys(b)))
      : values.toSorted(byValue(direction));
  };
};

const several = (name: string, take: (values: unknown[], count: number) => unknown[]): Operator =>
  takingNamed(['input', 'n'], [], ({ input, n }) => {
    const count = requireWhole(n, name, 'Location5787902');
    if (count <= 0) throw new CommandError('Location5787908', `'n' must be greater than 0`);
    if (isMissing(input)) return null;
    return take(requireArray(input, name, 'Location5788200'), count);
  });

const present = (values: unknown[]): unknown[] => values.filter((value) => !isMissing(value));

/** The operators that go through an array. Source: MongoDB manual, "Array Expression Operators". */
export const iterationOperators: Record<string, Operator> = {
  $map: map,
  $filter: filter,
  $reduce: reduce,
  $sortArray: sortArray,
  $firstN: several('$firstN', (values, n) => values.slice(0, n)),
  $lastN: several('$lastN', (values, n) => values.slice(-n)),
  $minN: several('$minN', (values, n) => present(values).toSorted(compareValues).slice(0, n)),
  $maxN: several('$maxN', (values, n) => present(values).toSorted(byValue(-1)).slice(0, n)),
};
