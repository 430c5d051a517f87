import { BSONRegExp } from 'bson';
import { type Doc, isDocument } from '../bson/documents.ts';

/** `{ $gt: 1, $lt: 5 }` rather than a document to compare with. */
export const isOperatorObject = (value: unknown): value is Doc =>
  isDocument(value) && Object.keys(value)[0]?.startsWith('$') === true && !('$ref' in value);

export const isRegex = (value: unknown): value is BSONRegExp | RegExp =>
  value instanceof BSONRegExp || value instanceof RegExp;
