import { readPlain } from '../bson/documents.ts';
import { encodeKey } from '../bson/key-encoder.ts';
import { countDocuments } from '../query/count-documents.ts';
import type { Comparison } from '../query/comparison.ts';
import { findDocuments } from '../query/find-documents.ts';
import { anyAt, parsePath } from '../query/path.ts';
import { collectionName, countField, documentField, type Handler, textField } from './command.ts';
import { limitOf } from './find.ts';
import { comparisonOf, queryFrom } from './query-options.ts';
import { viewResults } from './view-queries.ts';

export const countFields = ['count', 'query', 'limit', 'skip', 'hint', 'collation'];

export const count: Handler = (request, { catalog }) => {
  const { body, db } = request;
  const collection = catalog.find(db, collectionName(request));
  const { limit } = limitOf(body);
  const inView = collection ? undefined : viewResults(catalog, request, 'query', limit);
  if (inView) return { n: [...inView].length };
  const bounds = { skip: countField(body, 'skip', 0), limit };
  return {
    n: countDocuments(
      collection,
      queryFrom(body, collection, documentField(body, 'query'), bounds),
    ),
  };
};

/** `hint` came with MongoDB 7.1. */
export const distinctFields = ['distinct', 'key', 'query', 'collation'];

/** Values, each once; by a collation several strings may be one value. */
const createSet = ({ collated, equal }: Comparison) => {
  const values = new Map<string, unknown>();
  return {
    values,
    add: (value: unknown): void => {
      const key = encodeKey(value).toString('latin1');
      if (values.has(key)) return;
      if (collated && values.values().some((known) => equal(known, value))) return;
      values.set(key, value);
    },
  };
};

/** The different values of a field, those within arrays one by one. */
export const distinct: Handler = (request, { catalog }) => {
  const { body, db } = request;
  const collection = catalog.find(db, collectionName(request));
  const path = parsePath(textField(body, 'key'));
  const found = createSet(comparisonOf(body));
  const note = (value: unknown): boolean => {
    const elements: unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
    elements.forEach(found.add);
    return false;
  };
  const inView = collection ? undefined : viewResults(catalog, request, 'query', 0);
  if (inView) for (const bytes of inView) anyAt(readPlain(bytes), path, note);
  else {
    const query = queryFrom(body, collection, documentField(body, 'query'));
    for (const { doc } of findDocuments(collection, query)) anyAt(doc, path, note);
  }
  return { values: [...found.values.values()] };
};
