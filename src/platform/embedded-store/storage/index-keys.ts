import { type Doc, fieldOf, isDocument } from '../bson/documents.ts';
import { encodeCompoundKey } from '../bson/key-encoder.ts';
import { emptyArray } from '../bson/type-rank.ts';
import { CommandError } from '../command-error.ts';
import { isPosition, type Path } from '../query/path.ts';
import type { IndexField } from './index-spec.ts';

/** One entry of an index: the values of its fields and their key. */
export interface IndexEntry {
  values: readonly unknown[];
  key: Buffer;
}

export interface IndexEntries {
  entries: IndexEntry[];
  /** Which fields met an array in this document; empty when none did. */
  arrayFields: number[];
}

/** How far one field has got on its way into the document. */
interface Walk {
  value: unknown;
  rest: Path;
  /** The value is an element of an array already opened, so it stands as it is. */
  opened: boolean;
}

/** Goes down to the end of the path, or to the first array that has to be opened. */
const advance = (walk: Walk): Walk => {
  let { value, rest, opened } = walk;
  while (rest.length > 0) {
    const [part = '', ...further] = rest;
    if (Array.isArray(value)) {
      if (!isPosition(part) || Number(part) >= value.length) break;
      value = value[Number(part)];
    } else value = isDocument(value) ? fieldOf(value, part) : undefined;
    rest = further;
    opened = false;
  }
  return { value, rest, opened };
};

const needsOpening = ({ value, rest, opened }: Walk): boolean =>
  Array.isArray(value) && (!opened || rest.length > 0);

const openInto = (walk: Walk, element: unknown): Walk => ({
  ...walk,
  value: element,
  opened: true,
});

const emptyElement = ({ rest }: Walk): unknown => (rest.length === 0 ? emptyArray : undefined);

const expand = (walks: Walk[], found: unknown[][], arrayFields: Set<number>): void => {
  const reached = walks.map(advance);
  const opening = reached.findIndex(needsOpening);
  if (opening < 0) {
    found.push(reached.map(({ value }) => value));
    return;
  }
  const array = reached[opening]?.value as unknown[];
  const shares = reached.map((walk) => needsOpening(walk) && walk.value === array);
  if (reached.some((walk, index) => needsOpening(walk) && !shares[index]))
    throw new CommandError('CannotIndexParallelArrays', 'cannot index parallel arrays');
  for (const [index, shared] of shares.entries()) if (shared) arrayFields.add(index);
  const next = (of: (walk: Walk) => unknown): Walk[] =>
    reached.map((walk, index) => (shares[index] ? openInto(walk, of(walk)) : walk));
  if (array.length === 0) expand(next(emptyElement), found, arrayFields);
  for (const element of array)
    expand(
      next(() => element),
      found,
      arrayFields,
    );
};

/** One field, one name, no array: nearly every entry there is. */
const simpleValue = (doc: Doc, fields: readonly IndexField[]): unknown => {
  const [field] = fields;
  if (fields.length !== 1 || field?.path.length !== 1) return emptyArray;
  const value = fieldOf(doc, field.name);
  return Array.isArray(value) ? emptyArray : value;
};

const withoutRepeats = (entries: IndexEntry[]): IndexEntry[] => {
  const seen = new Map(entries.map((entry) => [entry.key.toString('latin1'), entry]));
  return [...seen.values()];
};

/**
 * The entries of a document in an index: one, or with an array among the fields one per element.
 * `indexed`: what stands in the key for a value, if not the value itself.
 *
 * @throws CommandError 171 when two fields of the index hold different arrays.
 */
export const indexEntries = (
  doc: Doc,
  fields: readonly IndexField[],
  indexed?: (value: unknown) => unknown,
): IndexEntries => {
  const descending = fields.map((field) => field.descending);
  const entry = (values: readonly unknown[]): IndexEntry => ({
    values,
    key: encodeCompoundKey(indexed ? values.map(indexed) : values, descending),
  });
  const simple = simpleValue(doc, fields);
  if (simple !== emptyArray) return { entries: [entry([simple])], arrayFields: [] };
  const found: unknown[][] = [];
  const arrayFields = new Set<number>();
  const start = fields.map(({ path }) => ({ value: doc, rest: path, opened: false }));
  expand(start, found, arrayFields);
  const entries = found.map(entry);
  return {
    entries: entries.length > 1 ? withoutRepeats(entries) : entries,
    arrayFields: [...arrayFields],
  };
};
