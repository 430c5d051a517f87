import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { int32At } from '../bson/element-size.ts';
import { StoredDocument } from './stored-document.ts';

/** Pages aim at so many bytes: few calls, and little that is held at a time. */
const bytesPerPage = 256 * 1024;
const largestPage = 1024;

/** SQLite's own code for a value above its limit. */
const tooBig = 18;

function* unpack(packed: Uint8Array, rows: string): Generator<StoredDocument> {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  let at = 0;
  for (const row of rows.split(',')) {
    const length = int32At(bytes, at);
    yield new StoredDocument(Number(row), bytes.subarray(at, at + length));
    at += length;
  }
}

interface PackedPage {
  documents: Iterable<StoredDocument>;
  bytes: number;
}

/**
 * Reads many documents as one blob, which takes a third of the time of a blob each. BSON begins
 * with its length, so that they come apart again. `select` yields `row` and `bson` in order and
 * ends with a parameter for how many.
 */
export const packedPages = (database: DatabaseSync, select: string) => {
  const statement = database.prepare(
    `SELECT CAST(group_concat(bson, '') AS BLOB), group_concat(row) FROM (${select})`,
  );
  statement.setReturnArrays(true);
  /** Undefined when together they are larger than a value may be. */
  return (parameters: SQLInputValue[], size: number): PackedPage | undefined => {
    try {
      const [packed, rows] = statement.get(...parameters, size) as unknown as [
        Uint8Array | null,
        string,
      ];
      return packed
        ? { documents: unpack(packed, rows), bytes: packed.length }
        : { documents: [], bytes: 0 };
    } catch (error) {
      if (error instanceof Error && 'errcode' in error && error.errcode === tooBig)
        return undefined;
      throw error;
    }
  };
};

/** How many documents to read next, after so many that took so many bytes. */
export const nextPageSize = (size: number, bytes: number): number =>
  Math.max(1, Math.min(size * 4, largestPage, Math.floor((bytesPerPage * size) / (bytes + 1))));
