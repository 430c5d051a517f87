import { onDemand } from 'bson';
import { type Doc, readExact, readPlain } from '../bson/documents.ts';

/** A command as it came in, decoded only as far as someone asks. */
export interface Request {
  name: string;
  db: string;
  /** The command in its plain form, without document sequences. */
  body: Doc;
  /** A field of the command in its exact form. */
  exactBody: () => Doc;
  /** The documents of a field, each as BSON: from a sequence, or from an array in the body. */
  documents: (field: string) => Uint8Array[];
}

const documentType = 3;
const arrayType = 4;

const textOf = (bytes: Uint8Array, start: number, length: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString('utf8');

/** The documents in an array field of the body, as they stand, without decoding them. */
const documentsInArray = (body: Uint8Array, field: string): Uint8Array[] => {
  for (const [type, nameOffset, nameLength, offset, length] of onDemand.parseToElements(body)) {
    if (type !== arrayType || textOf(body, nameOffset, nameLength) !== field) continue;
    const array = body.subarray(offset, offset + length);
    return [...onDemand.parseToElements(array)]
      .filter(([elementType]) => elementType === documentType)
      .map(([, , , start, size]) => array.subarray(start, start + size));
  }
  return [];
};

export const createRequest = (
  bytes: Uint8Array,
  sequences: ReadonlyMap<string, Uint8Array[]>,
): Request => {
  const body = readPlain(bytes);
  return {
    name: Object.keys(body)[0] ?? '',
    db: typeof body.$db === 'string' ? body.$db : 'admin',
    body,
    exactBody: () => readExact(bytes),
    documents: (field) => sequences.get(field) ?? documentsInArray(bytes, field),
  };
};
