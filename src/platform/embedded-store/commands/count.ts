import { encodeKey } from '../bson/key-encoder.ts';
import { countDocuments } from '../query/count-documents.ts';
import { planFind } from '../query/find-documents.ts';
import { anyAt, parsePath } from '../query/path.ts';
import { collectionName, countField, documentField, type Handler, textField } from './command.ts';
import { queryFrom } from './query-options.ts';

export const countFields = ['count', 'query', 'limit', 'skip', 'hint', 'collation'];

export const count: Handler = (request, { catalog }) => {
  const { body, db } = request;
  const collection = catalog.find(db, collectionName(request));
  if (!collection) return { n: 0 };
  const limit = Math.abs(typeof body.limit === 'number' ? body.limit : 0);
  const bounds = { skip: countField(body, 'skip', 0), limit };
  return {
    n: countDocuments(
      collection,
      queryFrom(body, collection, documentField(body, 'query'), bounds),
    ),
  };
};

export const distinctFields = ['distinct', 'key', 'query', 'collation', 'hint'];

/** The different values of a field, those within arrays one by one. */
export const distinct: Handler = (request, { catalog }) => {
  const { body, db } = request;
  const collection = catalog.find(db, collectionName(request));
  const path = parsePath(textField(body, 'key'));
  const values = new Map<string, unknown>();
  const note = (value: unknown): boolean => {
    const elements: unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
    for (const element of elements) {
      const key = encodeKey(element).toString('latin1');
      if (!values.has(key)) values.set(key, element);
    }
    return false;
  };
  if (collection) {
    const query = queryFrom(body, collection, documentField(body, 'query'));
    for (const { doc } of planFind(collection, query).run()) anyAt(doc, path, note);
  }
  return { values: [...values.values()] };
};
