import { Double } from 'bson';
import { isMissing, isNumeric, toNumber } from '../bson/numeric.ts';
import { compareValues } from '../bson/order.ts';
import { createSum } from '../bson/sum.ts';
import { mergeDocuments } from './expressions/object-operators.ts';
import { addValue, type ValueSet } from './expressions/value-set.ts';

/** Gathers one value of each document of a group; a missing value comes as undefined. */
export interface Accumulator {
  add: (value: unknown) => void;
  result: () => unknown;
}

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

/** The standard deviation of a whole population (0) or of a sample of it (1), by Welford's method. */
const deviation = (withheld: 0 | 1) => (): Accumulator => {
  let [count, mean, squares] = [0, 0, 0];
  return {
    add: (value) => {
      if (!isNumeric(value)) return;
      const number = toNumber(value);
      const distance = number - mean;
      mean += distance / ++count;
      squares += distance * (number - mean);
    },
    result: () => (count > withheld ? new Double(Math.sqrt(squares / (count - withheld))) : null),
  };
};

const all = (): Accumulator => {
  const values: unknown[] = [];
  return {
    add: (value) => {
      if (value !== undefined) values.push(value);
    },
    result: () => values,
  };
};

/**
 * The accumulators of one value. Source: MongoDB manual, "Aggregation Operators: Accumulators".
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
  $push: all,
  $addToSet: () => {
    const values: ValueSet = new Map();
    return {
      add: (value) => {
        if (value !== undefined) addValue(values, value);
      },
      result: () => [...values.values()],
    };
  },
  $stdDevPop: deviation(0),
  $stdDevSamp: deviation(1),
  $mergeObjects: () => {
    const documents = all();
    return { add: documents.add, result: () => mergeDocuments(documents.result() as unknown[]) };
  },
};
