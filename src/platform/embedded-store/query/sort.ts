import type { Doc } from '../bson/documents.ts';
import { fieldOf, isDocument } from '../bson/documents.ts';
import { isNumeric, toNumber } from '../bson/numeric.ts';
import { emptyArray } from '../bson/type-rank.ts';
import { CommandError } from '../command-error.ts';
import type { Comparison } from './comparison.ts';
import { isPosition, parsePath, type Path } from './path.ts';

export interface SortField {
  name: string;
  path: Path;
  descending: boolean;
}

/** @throws CommandError 15974 for a direction that is no number, 17312 for a document, 15975 */
const signOf = (name: string, direction: unknown): number => {
  if (isDocument(direction))
    throw new CommandError('Location17312', `this store sorts by fields only (for ${name})`);
  if (!isNumeric(direction))
    throw new CommandError('Location15974', `Illegal key in $sort specification: ${name}`);
  const sign = toNumber(direction);
  if (sign !== 1 && sign !== -1)
    throw new CommandError('Location15975', `$sort key ordering must be 1 or -1 (for ${name})`);
  return sign;
};

/** @throws CommandError 15974, 15975 or 17312 for a direction other than 1 and -1 */
export const parseSort = (sort: Doc): SortField[] =>
  Object.entries(sort).map(([name, direction]) => ({
    name,
    path: parsePath(name),
    descending: signOf(name, direction) === -1,
  }));

const collect = (value: unknown, path: Path, at: number, found: unknown[]): void => {
  if (Array.isArray(value)) {
    const part = path[at];
    if (part !== undefined && isPosition(part) && Number(part) < value.length)
      collect(value[Number(part)], path, at + 1, found);
    else if (value.length === 0) found.push(at === path.length ? emptyArray : undefined);
    else if (at === path.length) found.push(...(value as unknown[]));
    else for (const element of value) collect(element, path, at, found);
    return;
  }
  const part = path[at];
  if (part === undefined) found.push(value);
  else collect(isDocument(value) ? fieldOf(value, part) : undefined, path, at + 1, found);
};

/** What a document sorts by: of an array's elements the least, or the greatest when descending. */
const sortValue = (doc: Doc, field: SortField, { compare }: Comparison): unknown => {
  const [only] = field.path;
  if (field.path.length === 1 && only !== undefined) {
    const value = fieldOf(doc, only);
    if (!Array.isArray(value)) return value;
  }
  const found: unknown[] = [];
  collect(doc, field.path, 0, found);
  const sign = field.descending ? -1 : 1;
  return found.reduce((best, value) => (sign * compare(value, best) < 0 ? value : best));
};

/** The values a document sorts by, one for each field of the sort. */
export const sortValues = (doc: Doc, fields: SortField[], comparison: Comparison): unknown[] =>
  fields.map((field) => sortValue(doc, field, comparison));

/** Compares two documents by the values `sortValues` took from them. */
export const compareSortValues =
  (fields: SortField[], { compare }: Comparison) =>
  (a: readonly unknown[], b: readonly unknown[]): number => {
    for (const [index, { descending }] of fields.entries()) {
      const order = compare(a[index], b[index]);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
