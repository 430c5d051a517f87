import { isMissing } from '../bson/numeric.ts';
import { compareValues } from '../bson/order.ts';
import type { Accumulator } from './accumulators.ts';

type Compare = (a: unknown, b: unknown) => number;

/** Keeps the first so many of all values in an order; of equal ones those that came first. */
const leading = (count: number, compare: Compare): Accumulator => {
  const kept: unknown[] = [];
  return {
    add: (value) => {
      let at = kept.length;
      while (at > 0 && compare(value, kept[at - 1]) < 0) at--;
      if (at >= count) return;
      kept.splice(at, 0, value);
      if (kept.length > count) kept.pop();
    },
    result: () => kept,
  };
};

const present = ({ add, result }: Accumulator): Accumulator => ({
  add: (value) => {
    if (!isMissing(value)) add(value);
  },
  result,
});

/** The accumulators that answer so many values. Source: MongoDB manual, "$firstN" and the others. */
export const severalAccumulators: Readonly<Record<string, (count: number) => Accumulator>> = {
  $firstN: (count) => leading(count, () => 0),
  $lastN: (count) => {
    const kept: unknown[] = [];
    return {
      add: (value) => {
        kept.push(value ?? null);
        if (kept.length > count) kept.shift();
      },
      result: () => kept,
    };
  },
  $minN: (count) => present(leading(count, compareValues)),
  $maxN: (count) => present(leading(count, (a, b) => compareValues(b, a))),
};

/** What `$top` and its kin order by, and what they answer. */
export interface Ranked {
  keys: readonly unknown[];
  output: unknown;
}

/** The first or the last so many by their keys. */
export const rankedAccumulator = (
  count: number,
  compareKeys: (a: readonly unknown[], b: readonly unknown[]) => number,
  end: 'top' | 'bottom',
): Accumulator => {
  const compare: Compare = (a, b) => compareKeys((a as Ranked).keys, (b as Ranked).keys);
  const kept = leading(count, end === 'top' ? compare : (a, b) => compare(b, a) || -1);
  return {
    add: kept.add,
    result: () => {
      const outputs = (kept.result() as Ranked[]).map(({ output }) => output ?? null);
      return end === 'top' ? outputs : outputs.reverse();
    },
  };
};

/** Percentiles of the numbers among the values, as exact ones: the value at the rank above. */
export const percentiles = (values: readonly number[], wanted: readonly number[]): number[] => {
  const sorted = values.toSorted((a, b) => a - b);
  return wanted.map((p) => sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? NaN);
};
