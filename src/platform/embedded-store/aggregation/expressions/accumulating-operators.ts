import { type Accumulator, accumulators } from '../accumulators.ts';
import { compileAccumulator } from '../compile-accumulator.ts';
import type { Operator } from './expression.ts';

/** Of several arguments, or of the elements of the array that a single one gives. */
const gathering =
  (make: () => Accumulator): Operator =>
  (operand, { compile }) => {
    const given = (Array.isArray(operand) ? operand : [operand]).map(compile);
    const [single] = given.length === 1 ? given : [];
    return (scope) => {
      const { add, result } = make();
      if (single) {
        const value = single(scope);
        if (Array.isArray(value)) for (const element of value) add(element);
        else add(value);
      } else for (const argument of given) add(argument(scope));
      return result();
    };
  };

/** `$median` and `$percentile` of the elements of an array. */
const percentile: Operator = (operand, compiler, name) => {
  const compiled = compileAccumulator(name, operand, compiler);
  return (scope) => {
    const accumulator = compiled?.make();
    const value = compiled?.get(scope);
    for (const element of Array.isArray(value) ? value : [value]) accumulator?.add(element);
    return accumulator?.result();
  };
};

const named = ['$sum', '$avg', '$min', '$max', '$stdDevPop', '$stdDevSamp'];

/** The accumulators that are expressions too. */
export const accumulatingOperators: Record<string, Operator> = {
  ...Object.fromEntries(
    named.map((name) => [name, gathering(accumulators[name] as () => Accumulator)]),
  ),
  $median: percentile,
  $percentile: percentile,
};
