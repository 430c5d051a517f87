import { type Doc, isDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { isOperatorObject, isRegex } from '../query/operator-object.ts';
import { parsePath } from '../query/path.ts';
import { slotAt } from './slot.ts';

const equalities = (filter: Doc): [string, unknown][] =>
  Object.entries(filter).flatMap(([name, value]): [string, unknown][] => {
    if (name === '$and' && Array.isArray(value))
      return value.flatMap((part) => (isDocument(part) ? equalities(part) : []));
    if (name === '$or' && Array.isArray(value) && value.length === 1)
      return value.flatMap((part) => (isDocument(part) ? equalities(part) : []));
    if (name.startsWith('$') || isRegex(value)) return [];
    if (!isOperatorObject(value)) return [[name, value]];
    if ('$eq' in value) return [[name, value.$eq]];
    const all: unknown = value.$all ?? value.$in;
    return Array.isArray(all) && all.length === 1 && !isOperatorObject(all[0])
      ? [[name, all[0]]]
      : [];
  });

/**
 * What a filter says a document's fields are equal to, as a document.
 *
 * @throws CommandError 54 when it says so twice of the same field
 */
export const equalityFields = (filter: Doc): Doc => {
  const doc: Doc = {};
  for (const [name, value] of equalities(filter)) {
    const slot = slotAt(doc, parsePath(name), true);
    if (slot.value !== undefined)
      throw new CommandError(
        'NotSingleValueField',
        `cannot infer query fields to set, '${name}' is matched twice`,
      );
    slot.set(value);
  }
  return doc;
};
