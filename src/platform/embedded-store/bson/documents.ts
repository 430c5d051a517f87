import { BSONError, deserialize, type DeserializeOptions, serialize } from 'bson';
import { CommandError } from '../command-error.ts';
import type { Doc } from './doc.ts';
import { needsOrder, readOrdered } from './ordered-fields.ts';

export type { Doc } from './doc.ts';

const read = (bytes: Uint8Array, options: DeserializeOptions): Doc => {
  const decode = (part: Uint8Array): Doc => deserialize(part, options);
  try {
    return needsOrder(bytes) ? readOrdered(bytes, decode) : decode(bytes);
  } catch (error) {
    throw error instanceof BSONError ? new CommandError('InvalidBSON', error.message) : error;
  }
};

/**
 * Decodes for matching, sorting and computing: every number that fits is a JavaScript number.
 * Whether 5 was an int32, a double or a long is lost, so nothing read this way is written back.
 */
export const readPlain = (bytes: Uint8Array): Doc =>
  read(bytes, { promoteValues: true, bsonRegExp: true });

/** Decodes for changing: each number keeps its BSON type (Int32, Double, Long, Decimal128). */
export const readExact = (bytes: Uint8Array): Doc =>
  read(bytes, { promoteValues: false, bsonRegExp: true });

/** Encodes; a field whose value is undefined is left out. */
export const writeDocument = (doc: Doc): Uint8Array => serialize(doc, { ignoreUndefined: true });

/** The exact form of one value brought to the plain form. */
export const toPlain = (value: unknown): unknown => readPlain(writeDocument({ value })).value;

/** Is it an embedded document, rather than an array, a scalar or one of BSON's value classes? */
export const isDocument = (value: unknown): value is Doc =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** A field's value; undefined when the document has no such field of its own. */
export const fieldOf = (doc: Doc, name: string): unknown =>
  Object.hasOwn(doc, name) ? doc[name] : undefined;
