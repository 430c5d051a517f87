import { isMissing } from '../../bson/numeric.ts';
import { compareValues } from '../../bson/order.ts';
import { CommandError } from '../../command-error.ts';
import { requireArray } from './array-operators.ts';
import { isTrue } from './condition-operators.ts';
import { type Operator, taking, takingAll } from './expression.ts';
import { setOf, type ValueSet } from './value-set.ts';

const sorted = (set: ValueSet): unknown[] => [...set.values()].sort(compareValues);

const sets = (values: unknown[], name: string, code: `Location${number}`): ValueSet[] =>
  values.map((value) => setOf(requireArray(value, name, code)));

const within = (some: ValueSet, all: ValueSet): boolean =>
  [...some.keys()].every((key) => all.has(key));

const union = takingAll((values) => {
  if (values.some(isMissing)) return null;
  return sorted(
    setOf(values.flatMap((value) => requireArray(value, '$setUnion', 'Location17043'))),
  );
});

const intersection = takingAll((values) => {
  if (values.some(isMissing)) return null;
  const [first = new Map<string, unknown>(), ...others] = sets(
    values,
    '$setIntersection',
    'Location17047',
  );
  return sorted(new Map([...first].filter(([key]) => others.every((other) => other.has(key)))));
});

const difference = taking(2, 2, (a: unknown, b: unknown) => {
  if (isMissing(a) || isMissing(b)) return null;
  const [left, right] = sets([a, b], '$setDifference', 'Location17048');
  return [...(left ?? [])].filter(([key]) => !right?.has(key)).map(([, value]) => value);
});

const equal: Operator = (operand, compiler, name) => {
  if (!Array.isArray(operand) || operand.length < 2)
    throw new CommandError('Location17045', '$setEquals needs at least two arguments');
  return takingAll((values) => {
    const all = sets(values, '$setEquals', 'Location17044');
    const union = new Set(all.flatMap((set) => [...set.keys()]));
    return all.every(({ size }) => size === union.size);
  })(operand, compiler, name);
};

/** Source: MongoDB manual, "Set Expression Operators". */
export const setOperators: Record<string, Operator> = {
  $setUnion: union,
  $setIntersection: intersection,
  $setDifference: difference,
  $setEquals: equal,
  $setIsSubset: taking(2, 2, (a: unknown, b: unknown) => {
    const [some] = sets([a], '$setIsSubset', 'Location17046');
    const [all] = sets([b], '$setIsSubset', 'Location17042');
    return some && all && within(some, all);
  }),
  $allElementsTrue: taking(1, 1, (value: unknown) =>
    requireArray(value, '$allElementsTrue', 'Location17040').every(isTrue),
  ),
  $anyElementTrue: taking(1, 1, (value: unknown) =>
    requireArray(value, '$anyElementTrue', 'Location17041').some(isTrue),
  ),
};
