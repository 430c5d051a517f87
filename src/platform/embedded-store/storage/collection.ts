import type { DatabaseSync } from 'node:sqlite';
import { type Doc, isDocument, readPlain } from '../bson/documents.ts';
import { encodeKey } from '../bson/key-encoder.ts';
import { CommandError } from '../command-error.ts';
import { documentTableName, openDocumentTable } from './document-table.ts';
import type { IndexEntries } from './index-keys.ts';
import { createSpilledSort, type SpilledSort } from './spilled-sort.ts';
import { StoredDocument } from './stored-document.ts';
import type { StoredIndex } from './stored-index.ts';

/** The largest document, in bytes, and the deepest. Source: MongoDB manual, "MongoDB Limits". */
const largestDocument = 16 * 1024 * 1024;
const deepestNesting = 100;

const isDeeperThan = (value: unknown, levels: number): boolean => {
  if (!Array.isArray(value) && !isDocument(value)) return false;
  if (levels === 0) return true;
  const inside: unknown[] = Array.isArray(value) ? value : Object.values(value);
  return inside.some((part) => isDeeperThan(part, levels - 1));
};

const refuseOversized = (bytes: Uint8Array, doc: Doc): void => {
  if (isDeeperThan(doc, deepestNesting))
    throw new CommandError('Overflow', `a document may be nested ${deepestNesting} levels deep`);
  if (bytes.length > largestDocument)
    throw new CommandError(
      'BSONObjectTooLarge',
      `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${largestDocument}`,
    );
};

type Change = readonly [index: StoredIndex, before: IndexEntries, after: IndexEntries];

const without = (entries: IndexEntries, others: IndexEntries): IndexEntries => ({
  ...entries,
  entries: entries.entries.filter(
    ({ key }) => !others.entries.some((other) => key.equals(other.key)),
  ),
});

/**
 * One collection: its documents and its indexes, kept in step. Each change is worked out and
 * checked in full before anything is written, so that a refusal leaves nothing half done.
 */
export const openCollection = (
  database: DatabaseSync,
  location: { id: number; db: string; name: string },
) => {
  const namespace = `${location.db}.${location.name}`;
  const documents = openDocumentTable(database, location.id, namespace);
  const indexes: StoredIndex[] = [];

  return {
    id: location.id,
    name: location.name,
    namespace,
    documentTable: documentTableName(location.id),
    documents,
    /** All indexes but the one on `_id`. */
    indexes: indexes as readonly StoredIndex[],
    attachIndex: (index: StoredIndex): unknown => indexes.push(index),
    detachIndex: (index: StoredIndex): unknown => indexes.splice(indexes.indexOf(index), 1),

    /** @throws CommandError 11000, 10334, 15, 171 */
    insert(bytes: Uint8Array, doc: Doc = readPlain(bytes)): void {
      refuseOversized(bytes, doc);
      const key = encodeKey(doc._id);
      documents.refuseDuplicate(key, doc._id);
      const added = indexes.map((index) => [index, index.entriesOf({ doc, bytes })] as const);
      for (const [index, { entries }] of added) index.refuseDuplicates(entries, undefined);
      const row = documents.insert(key, bytes);
      for (const [index, entries] of added) index.add(entries, row);
    },

    /** Puts a new version in the place of the old. @throws CommandError 11000, 10334, 15, 171 */
    replace(before: StoredDocument, bytes: Uint8Array): void {
      const { row } = before;
      const after = readPlain(bytes);
      refuseOversized(bytes, after);
      const changes = indexes.map((index): Change => {
        const [old, now] = [index.entriesOf(before), index.entriesOf({ doc: after, bytes })];
        return [index, without(old, now), without(now, old)];
      });
      for (const [index, , { entries }] of changes) index.refuseDuplicates(entries, row);
      documents.replace(row, bytes);
      for (const [index, { entries }, added] of changes) {
        index.remove(entries, row);
        index.add(added, row);
      }
    },

    remove(document: StoredDocument): void {
      for (const index of indexes) index.remove(index.entriesOf(document).entries, document.row);
      documents.remove(document.row);
    },

    /** A sort of its documents on disk. */
    spillSort: (): SpilledSort => createSpilledSort(database, documentTableName(location.id)),

    /** The document in a row, unless it has gone. */
    read(row: number): StoredDocument | undefined {
      const bytes = documents.byRow(row);
      return bytes && new StoredDocument(row, bytes);
    },
  };
};

export type Collection = ReturnType<typeof openCollection>;
