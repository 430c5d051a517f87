import type { Doc } from './doc.ts';
import { int32At, valueSize, zeroFrom } from './element-size.ts';
import { documentOf } from './ordered-document.ts';

const documentType = 3;
const arrayType = 4;

/** Calls for each element of a document or an array; false from `visit` ends it. */
export const eachElement = (
  bytes: Uint8Array,
  start: number,
  visit: (type: number, element: number, value: number, end: number) => boolean,
): boolean => {
  const last = start + int32At(bytes, start) - 1;
  if (last > bytes.length - 1) return true;
  for (let element = start + 4; element < last;) {
    const type = bytes[element] ?? 0;
    const value = zeroFrom(bytes, element + 1) + 1;
    const end = value + valueSize(bytes, type, value);
    // Malformed: for the library to say so.
    if (end <= value - 1 || end > last) return true;
    if (!visit(type, element, value, end)) return false;
    element = end;
  }
  return true;
};

const beginsWithDigit = (bytes: Uint8Array, element: number): boolean => {
  const first = bytes[element + 1] ?? 0;
  return first >= 0x30 && first <= 0x39;
};

/** Has no document in here a field whose name begins with a digit? Such fields may be moved. */
const isPlain = (bytes: Uint8Array, start: number, isArray: boolean): boolean =>
  eachElement(bytes, start, (type, element, value) => {
    if (!isArray && beginsWithDigit(bytes, element)) return false;
    return (
      (type !== documentType && type !== arrayType) || isPlain(bytes, value, type === arrayType)
    );
  });

/** Does the order of some document's fields need care? */
export const needsOrder = (bytes: Uint8Array): boolean => !isPlain(bytes, 0, false);

/** One element alone, as a document. */
export const elementAlone = (bytes: Uint8Array, start: number, end: number): Uint8Array => {
  const document = Buffer.alloc(end - start + 5);
  document.writeInt32LE(document.length, 0);
  document.set(bytes.subarray(start, end), 4);
  return document;
};

type Decode = (bytes: Uint8Array) => Doc;

const valuesAt = (
  bytes: Uint8Array,
  start: number,
  isArray: boolean,
  decode: Decode,
): [string, unknown][] => {
  const fields: [string, unknown][] = [];
  eachElement(bytes, start, (type, element, value, end) => {
    const name = Buffer.from(
      bytes.buffer,
      bytes.byteOffset + element + 1,
      value - element - 2,
    ).toString();
    const nested = type === documentType || type === arrayType;
    if (nested && !isPlain(bytes, value, type === arrayType))
      fields.push([name, decodeAt(bytes, value, type === arrayType, decode)]);
    else fields.push([name, Object.values(decode(elementAlone(bytes, element, end)))[0]]);
    return true;
  });
  return isArray ? fields.map(([, value]) => ['', value]) : fields;
};

const decodeAt = (bytes: Uint8Array, start: number, isArray: boolean, decode: Decode): unknown => {
  const fields = valuesAt(bytes, start, isArray, decode);
  return isArray ? fields.map(([, value]) => value) : documentOf(fields);
};

/** Decodes a document so that all fields keep their order; `decode` reads those without care. */
export const readOrdered = (bytes: Uint8Array, decode: Decode): Doc =>
  documentOf(valuesAt(bytes, 0, false, decode));
