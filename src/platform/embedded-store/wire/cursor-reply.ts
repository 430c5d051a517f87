import type { Long } from 'bson';
import { writeDocument } from '../bson/documents.ts';

const arrayType = 4;
const documentType = 3;

const element = (type: number, name: string, ...parts: Uint8Array[]): Buffer =>
  Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), ...parts]);

const wrap = (elements: Uint8Array[]): Buffer => {
  const length = elements.reduce((sum, { byteLength }) => sum + byteLength, 5);
  const size = Buffer.allocUnsafe(4);
  size.writeInt32LE(length);
  return Buffer.concat([size, ...elements, Buffer.alloc(1)], length);
};

/** The elements of a document without its length and its end. */
const inside = (document: Uint8Array): Uint8Array => document.subarray(4, -1);

const batchArray = (documents: readonly Uint8Array[]): Buffer => {
  const elements: Uint8Array[] = [];
  for (const [index, document] of documents.entries())
    elements.push(element(documentType, String(index)), document);
  return wrap(elements);
};

/** `{ cursor: { firstBatch: […], id, ns }, ok: 1 }`: the documents go in as they are stored. */
export const cursorReply = (
  field: 'firstBatch' | 'nextBatch',
  documents: readonly Uint8Array[],
  cursor: { id: Long; ns: string },
): Buffer => {
  const batch = element(arrayType, field, batchArray(documents));
  const body = wrap([batch, inside(writeDocument({ id: cursor.id, ns: cursor.ns }))]);
  return wrap([element(documentType, 'cursor', body), inside(writeDocument({ ok: 1 }))]);
};
