import { Double, ObjectId } from 'bson';
import { type Doc, readExact, readPlain } from './documents.ts';
import { int32At, valueSize, zeroFrom } from './element-size.ts';
import { elementAlone } from './ordered-fields.ts';

/** Reads a document, or as much of it as is wanted. */
export type DocumentReader = (bytes: Uint8Array) => Doc;

const scratch = new DataView(new ArrayBuffer(8));

const doubleAt = (bytes: Uint8Array, at: number): number => {
  scratch.setInt32(0, int32At(bytes, at), true);
  scratch.setInt32(4, int32At(bytes, at + 4), true);
  return scratch.getFloat64(0, true);
};

const shortText = 24;

const textAt = (bytes: Uint8Array, start: number, end: number): string => {
  if (end - start <= shortText) {
    let text = '';
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte > 0x7f)
        return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
      text += String.fromCharCode(byte);
    }
    return text;
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
};

type ValueReader = (bytes: Uint8Array, at: number, size: number) => unknown;

/** The types that most fields have; the others are left to the library. */
const common: Partial<Record<number, ValueReader>> = {
  0x01: doubleAt,
  0x02: (bytes, at, size) => textAt(bytes, at + 4, at + size - 1),
  0x07: (bytes, at) => new ObjectId(bytes.slice(at, at + 12)),
  0x08: (bytes, at) => bytes[at] === 1,
  0x09: (bytes, at) => new Date(int32At(bytes, at + 4) * 2 ** 32 + (int32At(bytes, at) >>> 0)),
  0x0a: () => null,
  0x10: int32At,
};

const isInt32 = (value: number): boolean => (value | 0) === value && !Object.is(value, -0);

/** A double that, as a JavaScript number, would be written back as an int32 keeps its class. */
const typedDouble: ValueReader = (bytes, at) => {
  const value = doubleAt(bytes, at);
  return isInt32(value) ? new Double(value) : value;
};

const createReader = (
  names: readonly string[],
  values: typeof common,
  whole: DocumentReader,
): DocumentReader => {
  const wanted = names.map((name) => ({ name, bytes: Buffer.from(name) }));
  const nameAt = (bytes: Uint8Array, start: number, length: number): string | undefined => {
    for (const { name, bytes: sought } of wanted) {
      if (sought.length !== length) continue;
      let same = 0;
      while (same < length && bytes[start + same] === sought[same]) same++;
      if (same === length) return name;
    }
    return undefined;
  };
  return (bytes) => {
    const doc: Doc = {};
    for (let start = 4; start < bytes.length - 1;) {
      const type = bytes[start] ?? 0;
      const nameEnd = zeroFrom(bytes, start + 1);
      const at = nameEnd + 1;
      const size = valueSize(bytes, type, at);
      const name = nameAt(bytes, start + 1, nameEnd - start - 1);
      if (name !== undefined) {
        const read = values[type];
        doc[name] = read
          ? read(bytes, at, size)
          : whole(elementAlone(bytes, start, at + size))[name];
      }
      start = at + size;
    }
    return doc;
  };
};

/** Fields to be read; undefined: all of them. */
export type FieldNames = readonly string[] | undefined;

const readable = (names: FieldNames): names is readonly string[] =>
  names !== undefined && !names.some((name) => name === '__proto__' || /^\d/.test(name));

/** Reads only these top-level fields, in the plain form. */
export const plainReader = (names: FieldNames): DocumentReader =>
  readable(names) ? createReader(names, common, readPlain) : readPlain;

/**
 * Reads only these top-level fields so that writing them gives the types they had: numbers of
 * their classes, save where a JavaScript number is written as the type it came from.
 */
export const exactReader = (names: FieldNames): DocumentReader =>
  readable(names) ? createReader(names, { ...common, 0x01: typedDouble }, readExact) : readExact;
