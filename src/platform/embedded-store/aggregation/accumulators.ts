import { encodeKey } from '../bson/key-encoder.ts';
import { compareValues } from '../bson/order.ts';
import { createSum } from './sum.ts';

/** Gathers one value of each document of a group; a missing value comes as undefined. */
export interface Accumulator {
  add: (value: unknown) => void;
  result: () => unknown;
}

const isMissing = (value: unknown): boolean => value === undefined || value === null;

/** The least or the greatest; null and missing values do not count unless there is nothing else. */
const extreme = (sign: number) => (): Accumulator => {
  let best: unknown = null;
  return {
    add: (value) => {
      if (isMissing(value)) return;
      if (isMissing(best) || sign * compareValues(value, best) < 0) best = value;
    },
    result: () => best,
  };
};

/**
 * The accumulators that group in one pass over the documents. Source: MongoDB manual,
 * "Aggregation Operators: Accumulators".
 */
export const accumulators: Readonly<Record<string, () => Accumulator>> = {
  $sum: () => {
    const sum = createSum();
    return { add: sum.add, result: sum.total };
  },
  $avg: () => {
    const sum = createSum();
    return { add: sum.add, result: sum.average };
  },
  $count: () => {
    const sum = createSum();
    return { add: () => sum.add(1), result: sum.total };
  },
  $min: extreme(1),
  $max: extreme(-1),
  $first: () => {
    let first: { value: unknown } | undefined;
    return { add: (value) => (first ??= { value }), result: () => first?.value ?? null };
  },
  $last: () => {
    let last: unknown;
    return { add: (value) => (last = value), result: () => last ?? null };
  },
  $push: () => {
    const values: unknown[] = [];
    return {
      add: (value) => {
        if (value !== undefined) values.push(value);
      },
      result: () => values,
    };
  },
  $addToSet: () => {
    const values = new Map<string, unknown>();
    return {
      add: (value) => {
        if (value === undefined) return;
        const key = encodeKey(value).toString('latin1');
        if (!values.has(key)) values.set(key, value);
      },
      result: () => [...values.values()],
    };
  },
};
