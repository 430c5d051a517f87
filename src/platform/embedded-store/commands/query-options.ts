import { letVariables } from '../aggregation/expressions.ts';
import { type Doc, isDocument } from '../bson/documents.ts';
import { equalValues } from '../bson/order.ts';
import { CommandError } from '../command-error.ts';
import { collatedComparison } from '../query/collation.ts';
import { binaryComparison, type Comparison } from '../query/comparison.ts';
import type { Query } from '../query/find-documents.ts';
import type { Collection } from '../storage/collection.ts';
import { documentField } from './command.ts';

/** How a command compares values: by its collation, if it has one. @throws CommandError 2 or 14 */
export const comparisonOf = (doc: Doc): Comparison => {
  const collation = documentField(doc, 'collation');
  return Object.keys(collation).length > 0 ? collatedComparison(collation) : binaryComparison;
};

/** The name of the index a command insists on. @throws CommandError 2 when there is none such */
const hintOf = (doc: Doc, collection: Collection | undefined): string | undefined => {
  const { hint } = doc;
  if (!collection || hint === undefined || (isDocument(hint) && Object.keys(hint).length === 0))
    return undefined;
  if (isDocument(hint) && '$natural' in hint)
    return hint.$natural === -1 ? '$naturalBackwards' : '$natural';
  if (hint === '_id_' || (isDocument(hint) && equalValues(hint, { _id: 1 }))) return '_id_';
  const found = collection.indexes.find(
    ({ spec }) => spec.name === hint || (isDocument(hint) && equalValues(spec.key, hint)),
  );
  if (!found)
    throw new CommandError(
      'BadValue',
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  return found.spec.name;
};

/** What find, count, update and the others share: filter, sort, collation, hint and variables. */
export const queryFrom = (
  doc: Doc,
  collection: Collection | undefined,
  filter: Doc,
  bounds: { skip: number; limit: number } = { skip: 0, limit: 0 },
): Query => ({
  filter,
  sort: documentField(doc, 'sort'),
  ...bounds,
  comparison: comparisonOf(doc),
  hint: hintOf(doc, collection),
  variables: letVariables(documentField(doc, 'let')),
});
