import type { Doc } from '../bson/documents.ts';
import { compareValues, equalValues } from '../bson/order.ts';

/** How values are compared: by BSON's order, or with strings by a language's rules. */
export interface Comparison {
  compare: (a: unknown, b: unknown) => number;
  equal: (a: unknown, b: unknown) => boolean;
  /** Strings do not follow the order of index keys. */
  collated: boolean;
  /** By whose rules; undefined when they follow BSON's order. */
  collation?: Doc;
}

export const binaryComparison: Comparison = {
  compare: compareValues,
  equal: equalValues,
  collated: false,
};
