import { encodeKey } from '../../bson/key-encoder.ts';

/** Different values, each once, by what makes BSON values equal. */
export type ValueSet = Map<string, unknown>;

export const addValue = (set: ValueSet, value: unknown): void => {
  const key = encodeKey(value).toString('latin1');
  if (!set.has(key)) set.set(key, value);
};

export const setOf = (values: Iterable<unknown>): ValueSet => {
  const set: ValueSet = new Map();
  for (const value of values) addValue(set, value);
  return set;
};
