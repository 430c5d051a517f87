import { type Doc, readPlain, writeDocument } from '../bson/documents.ts';
import { findDocuments, type Query } from '../query/find-documents.ts';
import { filterReader } from '../query/filter-reader.ts';
import { compileFilter } from '../query/matcher.ts';
import type { StoredDocument } from '../storage/stored-document.ts';
import type { Collection } from '../storage/collection.ts';
import { type UpdateSpec, updateDocument, upsertedDocument } from '../update/update-document.ts';
import { refuseBadId } from './insert.ts';

/**
 * The documents to be changed, worked out before the first change: a change may move a document
 * within the index that is being read. Each is read again, and checked again, in its turn.
 */
export function* eachMatch(
  collection: Collection | undefined,
  query: Query,
  multi: boolean,
): Generator<StoredDocument> {
  const found = findDocuments(collection, multi ? query : { ...query, limit: 1 });
  if (!collection || !multi) {
    yield* found;
    return;
  }
  const rows = Array.from(found, ({ row }) => row);
  const matches = compileFilter(query.filter, query);
  const read = filterReader(query.filter);
  for (const row of rows) {
    const again = collection.read(row);
    if (again && matches(read(again.bytes))) yield again;
  }
}

/** Changes a document; answers its new BSON, or undefined when nothing changed. */
export const changeDocument = (
  collection: Collection,
  found: StoredDocument,
  spec: UpdateSpec,
): Uint8Array | undefined => {
  const bytes = updateDocument(found, spec);
  if (bytes) collection.replace(found, bytes);
  return bytes;
};

/** Inserts what an upsert makes of its filter and its update. */
export const insertUpserted = (
  collection: Collection,
  spec: UpdateSpec,
): { id: unknown; bytes: Uint8Array } => {
  const exact: Doc = upsertedDocument(spec);
  const bytes = writeDocument(exact);
  const doc = readPlain(bytes);
  refuseBadId(doc);
  collection.insert(bytes, doc);
  return { id: exact._id, bytes };
};
