import { letVariables } from '../aggregation/expressions.ts';
import { type Doc, readExact } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import type { Collection } from '../storage/collection.ts';
import type { Request } from '../wire/request.ts';
import { collectionName, documentField, type Handler, looseFlag } from './command.ts';
import { projected } from './find.ts';
import { changeDocument, eachMatch, insertUpserted } from './modify.ts';
import { StoredDocument } from '../storage/stored-document.ts';
import type { UpdateSpec } from '../update/update-document.ts';
import type { Query } from '../query/find-documents.ts';
import { queryFrom } from './query-options.ts';
import { updateSpec } from './update.ts';

export const findAndModifyFields = [
  'findAndModify',
  'findandmodify',
  'query',
  'sort',
  'remove',
  'update',
  'new',
  'fields',
  'upsert',
  'bypassDocumentValidation',
  'collation',
  'arrayFilters',
  'hint',
  'let',
];

interface Wanted {
  remove: boolean;
  upsert: boolean;
  /** The document as it is afterwards, not as it was. */
  after: boolean;
}

const wantedOf = (body: Doc): Wanted => {
  const remove = looseFlag(body, 'remove');
  const upsert = looseFlag(body, 'upsert');
  const after = looseFlag(body, 'new');
  if (remove && (body.update !== undefined || upsert || after))
    throw new CommandError('FailedToParse', 'Cannot specify both an update and remove=true');
  if (!remove && body.update === undefined)
    throw new CommandError('FailedToParse', 'Either an update or remove=true must be specified');
  return { remove, upsert, after };
};

interface Outcome {
  lastErrorObject: Doc;
  /** The document as it was or as it is, by what was asked for. */
  bytes: Uint8Array | undefined;
}

/** The update, checked whether there is anything to be changed or not. */
const specOf = ({ body, exactBody }: Request): UpdateSpec => {
  const variables = letVariables(documentField(exactBody(), 'let'));
  return updateSpec(body, exactBody(), { filter: 'query', update: 'update' }, variables);
};

interface Target {
  collection: Collection | undefined;
  /** Makes the collection if it is not there. */
  ensure: () => Collection;
  query: Query;
}

const removeOne = ({ collection, query }: Target): Outcome => {
  const [found] = eachMatch(collection, query, false);
  if (found) collection?.remove(found);
  return { lastErrorObject: { n: found ? 1 : 0 }, bytes: found?.bytes };
};

const updateOne = (
  { collection, ensure, query }: Target,
  spec: UpdateSpec,
  { upsert, after }: Wanted,
): Outcome => {
  const [found] = eachMatch(collection, query, false);
  if (collection && found) {
    const changed = changeDocument(collection, found, spec) ?? found.bytes;
    const bytes = after ? changed : found.bytes;
    return { lastErrorObject: { n: 1, updatedExisting: true }, bytes };
  }
  if (!upsert) return { lastErrorObject: { n: 0, updatedExisting: false }, bytes: undefined };
  const { id, bytes } = insertUpserted(ensure(), spec);
  return {
    lastErrorObject: { n: 1, updatedExisting: false, upserted: id },
    bytes: after ? bytes : undefined,
  };
};

/** One document found and changed, or removed, in one step. All is checked before the change. */
export const findAndModify: Handler = (request, { catalog, beginWrite }) => {
  const { body, db } = request;
  const wanted = wantedOf(body);
  const spec = wanted.remove ? undefined : specOf(request);
  const name = collectionName(request);
  const collection = catalog.find(db, name);
  const filter = documentField(body, 'query');
  const query = queryFrom(body, collection, filter);
  const project = projected(documentField(body, 'fields'), filter, query);
  beginWrite();
  const target: Target = { collection, ensure: () => catalog.ensure(db, name), query };
  const { lastErrorObject, bytes } = spec ? updateOne(target, spec, wanted) : removeOne(target);
  const value = bytes ? readExact(project(new StoredDocument(0, bytes))) : null;
  return { lastErrorObject, value };
};
