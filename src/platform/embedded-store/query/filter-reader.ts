import { Double, Int32 } from 'bson';
import { type Doc, isDocument } from '../bson/documents.ts';
import { type DocumentReader, exactReader, plainReader } from '../bson/field-reader.ts';
import { isInt32 } from '../bson/numeric.ts';
import { documentOf } from '../bson/ordered-document.ts';
import { compileFilter } from './matcher.ts';
import { filterFields } from './needed-fields.ts';

/**
 * A value in its exact form with the numbers that tell their type by themselves, int32 and doubles
 * that are none, as JavaScript's: matching understands it, and no type is lost.
 */
export const typedValue = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Int32) return value.value;
  if (value instanceof Double) return isInt32(value.value) ? value : value.value;
  if (Array.isArray(value)) return value.map(typedValue);
  if (!isDocument(value)) return value;
  return documentOf(
    Object.entries(value).map(([name, field]) => [name, typedValue(field)] as const),
  );
};

/** Does a filter ask for the types of numbers, so that the plain form will not do? */
const asksForTypes = (filter: unknown): boolean => {
  if (Array.isArray(filter)) return filter.some(asksForTypes);
  if (!isDocument(filter)) return false;
  return Object.entries(filter).some(
    ([name, operand]) => name === '$type' || name === '$expr' || asksForTypes(operand),
  );
};

/** Reads what a filter looks at, in the form that it needs. */
export const filterReader = (filter: Doc): DocumentReader => {
  const fields = filterFields(filter);
  if (!asksForTypes(filter)) return plainReader(fields);
  const read = exactReader(fields);
  return (bytes) => typedValue(read(bytes)) as Doc;
};

/** A document in both of its forms: its plain one, and the bytes that still have all types. */
export interface ReadDocument {
  doc: Doc;
  bytes: Uint8Array;
}

/** Tests documents that have been read: by their plain form, unless the filter asks for types. */
export const readDocumentMatcher = (filter: Doc): ((document: ReadDocument) => boolean) => {
  const matches = compileFilter(filter);
  if (!asksForTypes(filter)) return ({ doc }) => matches(doc);
  const read = filterReader(filter);
  return ({ bytes }) => matches(read(bytes));
};
