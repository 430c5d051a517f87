import { letVariables } from '../aggregation/expressions.ts';
import { type Doc, readExact } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import type { Collection } from '../storage/collection.ts';
import type { Request } from '../wire/request.ts';
import { collectionName, documentField, type Handler } from './command.ts';
import { projected } from './find.ts';
import { changeDocument, eachMatch, insertUpserted } from './modify.ts';
import { StoredDocument } from '../storage/stored-document.ts';
import type { UpdateSpec } from '../update/update-document.ts';
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

const refuseMixedOptions = ({ remove, update, upsert, new: after }: Doc): void => {
  if (remove === true && (update !== undefined || upsert === true || after === true))
    throw new CommandError('FailedToParse', 'Cannot specify both an update and remove=true');
  if (remove !== true && update === undefined)
    throw new CommandError('FailedToParse', 'Either an update or remove=true must be specified');
};

interface Outcome {
  lastErrorObject: Doc;
  /** The document as it was or as it is, by what was asked for. */
  bytes: Uint8Array | undefined;
}

/** The update, checked whether there is anything to be changed or not; undefined: to be removed. */
const specOf = ({ body, exactBody }: Request): UpdateSpec | undefined => {
  if (body.remove === true) return undefined;
  const variables = letVariables(documentField(exactBody(), 'let'));
  return updateSpec(body, exactBody(), { filter: 'query', update: 'update' }, variables);
};

const runOn = (collection: Collection, body: Doc, spec: UpdateSpec | undefined): Outcome => {
  const query = queryFrom(body, collection, documentField(body, 'query'));
  const [found] = eachMatch(collection, query, false);
  if (!spec) {
    if (found) collection.remove(found);
    return { lastErrorObject: { n: found ? 1 : 0 }, bytes: found?.bytes };
  }
  if (found) {
    const changed = changeDocument(collection, found, spec) ?? found.bytes;
    const bytes = body.new === true ? changed : found.bytes;
    return { lastErrorObject: { n: 1, updatedExisting: true }, bytes };
  }
  if (body.upsert !== true)
    return { lastErrorObject: { n: 0, updatedExisting: false }, bytes: undefined };
  const { id, bytes } = insertUpserted(collection, spec);
  return {
    lastErrorObject: { n: 1, updatedExisting: false, upserted: id },
    bytes: body.new === true ? bytes : undefined,
  };
};

/** One document found and changed, or removed, in one step. */
export const findAndModify: Handler = (request, { catalog, beginWrite }) => {
  const { body, db } = request;
  refuseMixedOptions(body);
  const spec = specOf(request);
  beginWrite();
  const name = collectionName(request);
  const collection = body.upsert === true ? catalog.ensure(db, name) : catalog.find(db, name);
  if (!collection) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
  const { lastErrorObject, bytes } = runOn(collection, body, spec);
  if (!bytes) return { lastErrorObject, value: null };
  const filter = documentField(body, 'query');
  const options = queryFrom(body, collection, filter);
  const project = projected(documentField(body, 'fields'), filter, options);
  return { lastErrorObject, value: readExact(project(new StoredDocument(0, bytes))) };
};
