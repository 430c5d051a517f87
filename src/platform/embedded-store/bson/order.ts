import { ObjectId } from 'bson';
import { encodeKey } from './key-encoder.ts';

const surrogate = /[\ud800-\udfff]/;

/** UTF-8 byte order, which differs from UTF-16's only where surrogates are involved. */
const compareTexts = (a: string, b: string): number => {
  if (a === b) return 0;
  if (surrogate.test(a) || surrogate.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
};

/** BSON's order of any two values: negative, zero or positive. A missing value sorts as null. */
export const compareValues = (a: unknown, b: unknown): number => {
  if (typeof a === 'number' && typeof b === 'number') {
    if (a < b) return -1;
    if (a > b) return 1;
    if (a === b) return 0;
  }
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  return Buffer.compare(encodeKey(a), encodeKey(b));
};

/** Are two values equal by BSON's rules (numbers across types, field order within documents)? */
export const equalValues = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  const kind = typeof a;
  if (kind === typeof b && (kind === 'string' || kind === 'boolean')) return false;
  if (a instanceof ObjectId && b instanceof ObjectId) return a.equals(b);
  return compareValues(a, b) === 0;
};
