import { type Doc, isDocument } from '../../bson/documents.ts';
import { encodeKey } from '../../bson/key-encoder.ts';
import { valueAtPath } from '../expressions/compile-expression.ts';

const keyOf = (value: unknown): string => encodeKey(value ?? null).toString('latin1');

/** What a value is joined by: itself and, of an array, each element; nothing joins as null. */
const keysOf = (value: unknown): string[] =>
  Array.isArray(value) ? [keyOf(value), ...value.map(keyOf)] : [keyOf(value)];

/** Documents found by the values of one of their fields. */
export const indexBy = (docs: Iterable<Doc>, path: string): ((value: unknown) => Doc[]) => {
  const parts = path.split('.');
  const byKey = new Map<string, Doc[]>();
  const order = new Map<Doc, number>();
  for (const doc of docs) {
    order.set(doc, order.size);
    for (const key of new Set(keysOf(valueAtPath(doc, parts)))) {
      const same = byKey.get(key);
      if (same) same.push(doc);
      else byKey.set(key, [doc]);
    }
  }
  return (value) => {
    const wanted = Array.isArray(value) ? value.map(keyOf) : [keyOf(value)];
    const found = new Set(wanted.flatMap((key) => byKey.get(key) ?? []));
    return [...found].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  };
};

/** The value of a document by which others are looked up. */
export const localValue = (doc: unknown, path: string): unknown =>
  isDocument(doc) ? valueAtPath(doc, path.split('.')) : undefined;
