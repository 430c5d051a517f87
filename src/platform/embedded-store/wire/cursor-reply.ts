import type { Long } from 'bson';
import { writeDocument } from '../bson/documents.ts';

const documentType = 3;
const arrayType = 4;

/** Length of a document's frame: its length in front, a zero at its end. */
const frame = 5;

/** Bytes of an element besides its name and its value: the type, and the zero after the name. */
const elementFrame = 2;

/** The elements of a document without its length and its end. */
const inside = (document: Uint8Array): Uint8Array => document.subarray(4, -1);

const ending = inside(writeDocument({ ok: 1 }));

const digits = (value: number): number => {
  let count = 1;
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) count++;
  return count;
};

/** The size of an array of these documents, whose names are their positions. */
const arraySize = (documents: readonly Uint8Array[]): number => {
  let size = frame;
  for (let index = 0; index < documents.length; index++)
    size += elementFrame + digits(index) + (documents[index]?.length ?? 0);
  return size;
};

/** `{ cursor: { firstBatch: […], id, ns }, ok: 1 }`: the documents go in as they are stored. */
export const cursorReply = (
  field: 'firstBatch' | 'nextBatch',
  documents: readonly Uint8Array[],
  cursor: { id: Long; ns: string },
): Buffer => {
  const about = inside(writeDocument({ id: cursor.id, ns: cursor.ns }));
  const arrayLength = arraySize(documents);
  const cursorLength = frame + elementFrame + field.length + arrayLength + about.length;
  const length = frame + elementFrame + 'cursor'.length + cursorLength + ending.length;
  const reply = Buffer.allocUnsafe(length);
  let at = reply.writeInt32LE(length, 0);

  const open = (type: number, name: string): void => {
    reply[at++] = type;
    at += reply.write(name, at, 'latin1');
    reply[at++] = 0;
  };
  const put = (bytes: Uint8Array): void => {
    reply.set(bytes, at);
    at += bytes.length;
  };
  const close = (): void => {
    reply[at++] = 0;
  };

  open(documentType, 'cursor');
  at = reply.writeInt32LE(cursorLength, at);
  open(arrayType, field);
  at = reply.writeInt32LE(arrayLength, at);
  for (const [index, document] of documents.entries()) {
    open(documentType, String(index));
    put(document);
  }
  close();
  put(about);
  close();
  put(ending);
  close();
  return reply;
};
