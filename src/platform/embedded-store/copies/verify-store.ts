import type { DatabaseSync } from 'node:sqlite';
import { type Doc, readPlain } from '../bson/documents.ts';
import { encodeKey } from '../bson/key-encoder.ts';
import { openCatalog } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';
import { dataFormat } from '../storage/data-format.ts';
import { storageFaultText } from '../storage/storage-fault.ts';
import { openSnapshot } from './open-snapshot.ts';
import { compareIndexes } from './verify-indexes.ts';

export interface Verification {
  dataFormat: number;
  collections: number;
  documents: number;
  /** A line each: where, and what is wrong there. Empty when all is well. */
  faults: string[];
}

export type VerifyProgress = (collection: string, documents: number) => void;

/** So many faults are named; a damaged file has more of them than anybody reads. */
const mostFaults = 200;

const textOf = (error: unknown): string => storageFaultText(error as Error);

const fileFaults = (database: DatabaseSync): string[] => {
  try {
    const lines = database.prepare(`PRAGMA integrity_check(${mostFaults})`).all();
    return lines.map((line) => String(line.integrity_check)).filter((line) => line !== 'ok');
  } catch (error) {
    return [textOf(error)];
  }
};

interface Row {
  row: number;
  key: Uint8Array;
  bson: Uint8Array;
}

/** The document, or what is wrong with it. */
const checked = ({ key, bson }: Row): Doc | string => {
  try {
    const doc = readPlain(bson);
    return Buffer.compare(encodeKey(doc._id), key) === 0 ? doc : 'is not found by its _id';
  } catch (error) {
    return `cannot be read: ${textOf(error)}`;
  }
};

const verifyCollection = (
  database: DatabaseSync,
  collection: Collection,
  onProgress: VerifyProgress,
): { documents: number; faults: string[] } => {
  const indexes = compareIndexes(database, collection);
  const faults: string[] = [];
  let documents = 0;
  try {
    const rows = database.prepare(`SELECT row, key, bson FROM ${collection.documentTable}`);
    for (const row of rows.iterate() as unknown as Iterable<Row>) {
      const doc = checked(row);
      if (typeof doc === 'string') faults.push(`document in row ${row.row} ${doc}`);
      else indexes.meet({ doc, bytes: row.bson }, row.row);
      onProgress(collection.namespace, ++documents);
    }
    faults.push(...indexes.faults());
  } catch (error) {
    faults.push(textOf(error));
  }
  return { documents, faults: faults.map((fault) => `${collection.namespace}: ${fault}`) };
};

/**
 * Checks a store's file, every document and every index entry, whether or not a process runs it.
 *
 * @throws when the file cannot be opened as a store at all
 */
export const verifyStore = (file: string, onProgress: VerifyProgress): Verification => {
  const database = openSnapshot(file);
  try {
    const faults = fileFaults(database).map((fault) => `file: ${fault}`);
    const catalog = openCatalog(database);
    const results = catalog
      .collections()
      .map((collection) => verifyCollection(database, collection, onProgress));
    return {
      dataFormat: dataFormat(database),
      collections: results.length,
      documents: results.reduce((sum, { documents }) => sum + documents, 0),
      faults: [...faults, ...results.flatMap((result) => result.faults)].slice(0, mostFaults),
    };
  } finally {
    database.close();
  }
};
