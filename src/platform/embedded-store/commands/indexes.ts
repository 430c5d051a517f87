import { Long } from 'bson';
import { isDocument, writeDocument } from '../bson/documents.ts';
import { equalValues } from '../bson/order.ts';
import { CommandError } from '../command-error.ts';
import type { Collection } from '../storage/collection.ts';
import { describeIndex, idIndexSpec, type IndexSpec } from '../storage/index-spec.ts';
import type { StoredIndex } from '../storage/stored-index.ts';
import { cursorReply } from '../wire/cursor-reply.ts';
import { collectionName, cursorSize, documentList, type Handler } from './command.ts';
import { parseIndex } from './index-options.ts';

/** Is the index there already? @throws CommandError 85 or 86 when another is in its way */
const exists = (collection: Collection, wanted: IndexSpec): boolean => {
  if (equalValues(wanted.key, idIndexSpec.key)) return true;
  for (const { spec } of collection.indexes) {
    const sameKey =
      equalValues(spec.key, wanted.key) &&
      equalValues(spec.partialFilter ?? null, wanted.partialFilter ?? null) &&
      equalValues(spec.collation ?? null, wanted.collation ?? null);
    if (spec.name !== wanted.name && !sameKey) continue;
    if (equalValues(describeIndex(spec), describeIndex(wanted))) return true;
    throw sameKey && spec.name !== wanted.name
      ? new CommandError(
          'IndexOptionsConflict',
          `Index already exists with a different name: ${spec.name}`,
        )
      : new CommandError(
          'IndexKeySpecsConflict',
          `An existing index has the same name as the requested index but differs: ${wanted.name}`,
        );
  }
  return false;
};

/** With that of `_id`. Source: MongoDB manual, "Limits and Thresholds". */
const mostIndexes = 64;

const refuseTooMany = ({ indexes, namespace }: Collection): void => {
  if (indexes.length + 1 >= mostIndexes)
    throw new CommandError(
      'CannotCreateIndex',
      `add index fails, too many indexes for ${namespace}`,
    );
};

export const createIndexes: Handler = (request, { catalog, beginWrite }) => {
  const wanted = documentList(request.body, 'indexes').map(parseIndex);
  beginWrite();
  const name = collectionName(request);
  const created = catalog.find(request.db, name) === undefined;
  const collection = catalog.ensure(request.db, name);
  const before = collection.indexes.length + 1;
  for (const spec of wanted) {
    if (exists(collection, spec)) continue;
    refuseTooMany(collection);
    catalog.createIndex(collection, spec);
  }
  return {
    numIndexesBefore: before,
    numIndexesAfter: collection.indexes.length + 1,
    createdCollectionAutomatically: created,
  };
};

export const listIndexes: Handler = (request, { catalog }) => {
  cursorSize(request.body, 'listIndexes', 0);
  const name = collectionName(request);
  const collection = catalog.find(request.db, name);
  if (!collection)
    throw new CommandError('NamespaceNotFound', `ns does not exist: ${request.db}.${name}`);
  const specs = [idIndexSpec, ...collection.indexes.map(({ spec }) => spec)];
  const documents = specs.map((spec) => writeDocument(describeIndex(spec)));
  return cursorReply('firstBatch', documents, { id: Long.ZERO, ns: collection.namespace });
};

const named = (collection: Collection, wanted: unknown): StoredIndex[] => {
  if (wanted === '*') return [...collection.indexes];
  if (wanted === '_id_' || (isDocument(wanted) && equalValues(wanted, idIndexSpec.key)))
    throw new CommandError('InvalidOptions', 'cannot drop _id index');
  const found = collection.indexes.find(
    ({ spec }) => spec.name === wanted || (isDocument(wanted) && equalValues(spec.key, wanted)),
  );
  if (!found)
    throw new CommandError('IndexNotFound', `index not found with name [${String(wanted)}]`);
  return [found];
};

export const dropIndexes: Handler = (request, { catalog, beginWrite }) => {
  const name = collectionName(request);
  const collection = catalog.find(request.db, name);
  if (!collection)
    throw new CommandError('NamespaceNotFound', `ns not found ${request.db}.${name}`);
  const before = collection.indexes.length + 1;
  const { index } = request.body;
  const chosen = (Array.isArray(index) ? index : [index]).flatMap((one) => named(collection, one));
  beginWrite();
  for (const one of chosen) catalog.dropIndex(collection, one);
  return { nIndexesWas: before };
};
