import { letVariables } from '../aggregation/expressions.ts';
import { type Doc, isDocument, readExact, readPlain } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import type { Collection } from '../storage/collection.ts';
import { hasOperators, readUpdate, type UpdateSpec } from '../update/update-document.ts';
import {
  collectionName,
  documentField,
  type Handler,
  refuseUnknownFields,
  requireFields,
} from './command.ts';
import { changeDocument, eachMatch, insertUpserted } from './modify.ts';
import { queryFrom } from './query-options.ts';
import { runWrites, writeReply, writesOf } from './write-results.ts';

export const updateFields = ['update', 'updates', 'ordered', 'bypassDocumentValidation', 'let'];

/** `sort` came with MongoDB 8. */
export const updateStatementFields = [
  'q',
  'u',
  'upsert',
  'multi',
  'hint',
  'arrayFilters',
  'collation',
];

/** An update as it stands in a command. */
export const updateSpec = (
  plain: Doc,
  exact: Doc,
  names: { filter: string; update: string },
  variables: Doc,
): UpdateSpec => {
  const update = exact[names.update];
  if (!isDocument(update) && !Array.isArray(update))
    throw new CommandError('FailedToParse', 'Update argument must be either an object or an array');
  return {
    filter: documentField(plain, names.filter),
    exactFilter: documentField(exact, names.filter),
    ...readUpdate(
      update as Doc | Doc[],
      Array.isArray(plain.arrayFilters) ? plain.arrayFilters : [],
      variables,
    ),
    variables,
  };
};

interface Outcome {
  matched: number;
  modified: number;
  upserted: unknown;
}

const runUpdate = (
  collectionFor: (upsert: boolean) => Collection | undefined,
  bytes: Uint8Array,
  variables: Doc,
): Outcome => {
  const statement = readPlain(bytes);
  refuseUnknownFields(statement, updateStatementFields, 'update.updates');
  const names = { filter: 'q', update: 'u' };
  const spec = updateSpec(statement, readExact(bytes), names, variables);
  const multi = statement.multi === true;
  if (multi && !Array.isArray(spec.update) && !hasOperators(spec.update))
    throw new CommandError(
      'FailedToParse',
      'multi update is not supported for replacement-style update',
    );
  const outcome: Outcome = { matched: 0, modified: 0, upserted: undefined };
  const collection = collectionFor(statement.upsert === true);
  if (!collection) return outcome;
  const query = { ...queryFrom(statement, collection, spec.filter), variables };
  for (const found of eachMatch(collection, query, multi)) {
    outcome.matched++;
    if (changeDocument(collection, found, spec)) outcome.modified++;
  }
  if (outcome.matched === 0 && statement.upsert === true)
    outcome.upserted = insertUpserted(collection, spec).id;
  return outcome;
};

export const update: Handler = (request, { catalog, beginWrite }) => {
  const statements = writesOf(request, 'updates');
  for (const bytes of statements) requireFields(readPlain(bytes), ['q', 'u'], 'update.updates');
  beginWrite();
  const name = collectionName(request);
  const collectionFor = (upsert: boolean): Collection | undefined =>
    upsert ? catalog.ensure(request.db, name) : catalog.find(request.db, name);
  const variables = letVariables(documentField(request.exactBody(), 'let'));
  const upserted: Doc[] = [];
  let [matched, modified] = [0, 0];
  const errors = runWrites(statements, request.body.ordered !== false, (bytes, index) => {
    const outcome = runUpdate(collectionFor, bytes, variables);
    matched += outcome.matched;
    modified += outcome.modified;
    if (outcome.upserted !== undefined) upserted.push({ index, _id: outcome.upserted });
  });
  const counts = { n: matched + upserted.length, nModified: modified };
  return writeReply(upserted.length > 0 ? { ...counts, upserted } : counts, errors);
};
