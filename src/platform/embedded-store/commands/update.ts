import { letVariables } from '../aggregation/expressions.ts';
import { type Doc, isDocument, readExact, readPlain } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import type { Collection } from '../storage/collection.ts';
import { hasOperators, readUpdate, type UpdateSpec } from '../update/update-document.ts';
import {
  collectionName,
  documentField,
  documentList,
  flag,
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
      plain.arrayFilters === undefined ? [] : documentList(plain, 'arrayFilters'),
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

/** A statement of an update in both forms. */
interface Statement {
  statement: Doc;
  exact: () => Doc;
}

interface Target {
  collection: Collection | undefined;
  /** Makes the collection if it is not there. */
  ensure: () => Collection;
}

const runUpdate = (
  { collection, ensure }: Target,
  { statement, exact }: Statement,
  variables: Doc,
): Outcome => {
  refuseUnknownFields(statement, updateStatementFields, 'update.updates');
  const names = { filter: 'q', update: 'u' };
  const spec = updateSpec(statement, exact(), names, variables);
  const multi = flag(statement, 'multi');
  const upsert = flag(statement, 'upsert');
  if (multi && !Array.isArray(spec.update) && !hasOperators(spec.update))
    throw new CommandError(
      'FailedToParse',
      'multi update is not supported for replacement-style update',
    );
  const outcome: Outcome = { matched: 0, modified: 0, upserted: undefined };
  const query = { ...queryFrom(statement, collection, spec.filter), variables };
  for (const found of eachMatch(collection, query, multi)) {
    outcome.matched++;
    if (collection && changeDocument(collection, found, spec)) outcome.modified++;
  }
  if (outcome.matched === 0 && upsert) outcome.upserted = insertUpserted(ensure(), spec).id;
  return outcome;
};

export const update: Handler = (request, { catalog, beginWrite }) => {
  const statements = writesOf(request, 'updates').map((bytes) => ({
    statement: readPlain(bytes),
    exact: () => readExact(bytes),
  }));
  for (const { statement } of statements) requireFields(statement, ['q', 'u'], 'update.updates');
  beginWrite();
  const name = collectionName(request);
  const ensure = (): Collection => catalog.ensure(request.db, name);
  const variables = letVariables(documentField(request.exactBody(), 'let'));
  const upserted: Doc[] = [];
  let [matched, modified] = [0, 0];
  const errors = runWrites(statements, flag(request.body, 'ordered', true), (statement, index) => {
    const target = { collection: catalog.find(request.db, name), ensure };
    const outcome = runUpdate(target, statement, variables);
    matched += outcome.matched;
    modified += outcome.modified;
    if (outcome.upserted !== undefined) upserted.push({ index, _id: outcome.upserted });
  });
  const counts = { n: matched + upserted.length, nModified: modified };
  return writeReply(upserted.length > 0 ? { ...counts, upserted } : counts, errors);
};
