import { documentExpression, evaluate } from '../aggregation/expressions.ts';
import { type Doc, fieldOf, isDocument, readExact, readPlain } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { refuseBadId, withId } from '../commands/insert.ts';
import { binaryComparison } from '../query/comparison.ts';
import { planFind, plainQuery } from '../query/find-documents.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';
import type { StoredDocument } from '../storage/stored-document.ts';
import { checkUpdatePipeline } from '../update/pipeline-update.ts';
import { updateDocument } from '../update/update-document.ts';
import { type MergeSpec, parseMergeSpec } from './merge-spec.ts';
import type { OutputStage } from './target.ts';

/** @throws CommandError 51183 unless a unique index is on exactly these fields, for all documents */
const requireUniqueIndex = (collection: Collection | undefined, on: readonly string[]): void => {
  if (on.length === 1 && on[0] === '_id') return;
  const unique = collection?.indexes.some(
    ({ spec }) =>
      spec.unique &&
      spec.partialFilter === undefined &&
      spec.fields.length === on.length &&
      spec.fields.every(({ name }) => on.includes(name)),
  );
  if (!unique)
    throw new CommandError(
      'Location51183',
      'Cannot find index to verify that join fields will be unique',
    );
};

/** The value at a dotted path. @throws CommandError 51132 when an array or nothing is there */
const onValue = (doc: Doc, path: string): unknown => {
  let value: unknown = doc;
  for (const part of path.split('.')) {
    value = isDocument(value) ? fieldOf(value, part) : Array.isArray(value) ? value : undefined;
    if (Array.isArray(value))
      throw new CommandError('Location51185', "$merge write error: 'on' field cannot be an array");
  }
  if (value === undefined || value === null)
    throw new CommandError(
      'Location51132',
      "$merge write error: 'on' field cannot be missing, null, undefined or an array",
    );
  return value;
};

const findSame = (collection: Collection, filter: Doc): StoredDocument | undefined => {
  const { run } = planFind(collection, { ...plainQuery(filter, binaryComparison), limit: 1 });
  return run().next().value as StoredDocument | undefined;
};

const asUpdate = (exact: Doc, { whenMatched }: MergeSpec): Doc | Doc[] => {
  if (Array.isArray(whenMatched)) return whenMatched;
  if (whenMatched === 'replace') return exact;
  return [{ $replaceWith: { $mergeObjects: ['$$ROOT', '$$new'] } }];
};

const change = (
  collection: Collection,
  found: StoredDocument,
  exact: Doc,
  spec: MergeSpec,
  variables: Doc,
): void => {
  const named: Doc = {};
  for (const [name, expression] of Object.entries(spec.variables))
    named[name] = evaluate(exact, expression, variables);
  const after = updateDocument(found, {
    filter: {},
    exactFilter: {},
    update: asUpdate(exact, spec),
    arrayFilters: new Map(),
    variables: { ...variables, ...named },
  });
  if (after) collection.replace(found, after);
};

const refuseMatch = (spec: MergeSpec): CommandError =>
  new CommandError(
    'DuplicateKey',
    "$merge with whenMatched: fail found an existing document with the same values for the 'on' fields",
    { keyPattern: Object.fromEntries(spec.on.map((name) => [name, 1])) },
  );

const mergeOne = (
  catalog: Catalog,
  document: Uint8Array,
  spec: MergeSpec,
  variables: Doc,
): void => {
  const { target, on, whenMatched, whenNotMatched } = spec;
  const bytes = on.includes('_id') ? withId(document) : document;
  const doc = readPlain(bytes);
  const existing = catalog.find(target.db, target.name);
  const same = Object.fromEntries(on.map((path) => [path, { $eq: onValue(doc, path) }]));
  const found = existing && findSame(existing, same);
  if (existing && found) {
    if (whenMatched === 'fail') throw refuseMatch(spec);
    if (whenMatched !== 'keepExisting') change(existing, found, readExact(bytes), spec, variables);
    return;
  }
  if (whenNotMatched === 'discard') return;
  if (whenNotMatched === 'fail')
    throw new CommandError(
      'MergeStageNoMatchingDocument',
      '$merge could not find a matching document in the target collection for at least one document in the source collection',
    );
  const inserted = withId(bytes);
  const plain = readPlain(inserted);
  refuseBadId(plain);
  catalog.ensure(target.db, target.name).insert(inserted, plain);
};

/**
 * `$merge`: each document is written on its own, in turn; what was written before one that is
 * refused stands, as on a server.
 */
export const parseMerge = (operand: unknown, db: string, variables: Doc): OutputStage => {
  const spec = parseMergeSpec(operand, db);
  for (const expression of Object.values(spec.variables)) documentExpression(expression, variables);
  if (Array.isArray(spec.whenMatched))
    checkUpdatePipeline(spec.whenMatched, { ...variables, ...spec.variables });
  return {
    target: spec.target,
    replacesTarget: false,
    write: (catalog, documents) => {
      requireUniqueIndex(catalog.find(spec.target.db, spec.target.name), spec.on);
      for (const document of documents) mergeOne(catalog, document, spec, variables);
    },
  };
};
