import { ObjectId } from 'bson';
import { type Doc, isDocument, readExact, readPlain, writeDocument } from '../bson/documents.ts';
import { equalValues } from '../bson/order.ts';
import { withIdFirst } from '../bson/ordered-document.ts';
import { CommandError } from '../command-error.ts';
import type { StoredDocument } from '../storage/stored-document.ts';
import { applyOperators, checkOperators } from './operator-update.ts';
import { applyPipeline, checkUpdatePipeline } from './pipeline-update.ts';
import { parseArrayFilters, type Positions } from './positional-paths.ts';
import { equalityFields } from './upsert-fields.ts';

/** One update as a command carries it. */
export interface UpdateSpec {
  filter: Doc;
  /** The filter with its numbers' types, for what an upsert takes from it. */
  exactFilter: Doc;
  /** Operators, a whole document or a pipeline, in the exact form. */
  update: Doc | Doc[];
  arrayFilters: Positions['arrayFilters'];
  variables: Doc;
}

export const hasOperators = (update: Doc | Doc[]): boolean =>
  !Array.isArray(update) && Object.keys(update)[0]?.startsWith('$') === true;

const refuseNewId = (before: unknown, after: unknown): void => {
  if (after !== undefined && equalValues(before, after)) return;
  throw new CommandError(
    'ImmutableField',
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
};

const refuseDollarFields = (doc: Doc): void => {
  const field = Object.keys(doc).find((name) => name.startsWith('$'));
  if (field)
    throw new CommandError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${field}' is not allowed in the context of an update's replacement document`,
    );
};

/**
 * Reads an update and its array filters, whether there is anything to be changed or not.
 *
 * @throws CommandError for what can never be done: 9, 40, 52, 56, 72, and what stages refuse
 */
export const readUpdate = (
  update: Doc | Doc[],
  arrayFilters: readonly unknown[],
  variables: Doc,
): Pick<UpdateSpec, 'update' | 'arrayFilters'> => {
  const operators = !Array.isArray(update) && hasOperators(update) ? update : undefined;
  if (Array.isArray(update)) checkUpdatePipeline(update, variables);
  else if (operators) checkOperators(operators);
  else refuseDollarFields(update);
  if (!operators && arrayFilters.length > 0)
    throw new CommandError('FailedToParse', 'arrayFilters go with update operators only');
  const paths = Object.values(operators ?? {}).flatMap((fields) => Object.keys(fields as Doc));
  return { update, arrayFilters: parseArrayFilters(arrayFilters, paths) };
};

const changed = (doc: Doc, plain: Doc, spec: UpdateSpec, inserting: boolean): Doc => {
  if (Array.isArray(spec.update)) return applyPipeline(doc, spec.update, spec.variables);
  if (hasOperators(spec.update)) {
    const { filter, arrayFilters } = spec;
    const positions: Positions = { plain, filter, arrayFilters };
    applyOperators(doc, spec.update, positions, inserting);
    return doc;
  }
  return withIdFirst('_id' in spec.update ? spec.update._id : doc._id, spec.update);
};

/**
 * The new version of a document; undefined when nothing would change.
 *
 * @throws CommandError 66 when `_id` would change, and what the operators throw
 */
export const updateDocument = (found: StoredDocument, spec: UpdateSpec): Uint8Array | undefined => {
  const exact = readExact(found.bytes);
  const after = changed(exact, found.doc, spec, false);
  refuseNewId(found.doc._id, after._id);
  const bytes = writeDocument(after);
  return Buffer.compare(bytes, found.bytes) === 0 ? undefined : bytes;
};

/** The document that an upsert inserts: the filter's equalities, changed by the update. */
export const upsertedDocument = (spec: UpdateSpec): Doc => {
  const start = equalityFields(spec.exactFilter);
  const replacing = isDocument(spec.update) && !hasOperators(spec.update);
  const base: Doc = replacing && '_id' in start ? { _id: start._id } : replacing ? {} : start;
  const bytes = writeDocument(base);
  const after = changed(readExact(bytes), readPlain(bytes), spec, true);
  if (base._id !== undefined) refuseNewId(base._id, after._id);
  return withIdFirst(after._id === undefined ? new ObjectId() : after._id, after);
};
