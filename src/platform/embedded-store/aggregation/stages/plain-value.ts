import { Double, Int32, Long } from 'bson';
import { isDocument } from '../../bson/documents.ts';
import { documentOf } from '../../bson/ordered-document.ts';

/** The plain form of a value in its exact form: numbers that fit are JavaScript's. */
export const plainValue = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Long) {
    const number = value.toNumber();
    return Number.isSafeInteger(number) ? number : value;
  }
  if (Array.isArray(value)) return value.map(plainValue);
  if (!isDocument(value)) return value;
  return documentOf(
    Object.entries(value).map(([name, field]) => [name, plainValue(field)] as const),
  );
};
