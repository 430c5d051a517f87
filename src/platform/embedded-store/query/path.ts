import { fieldOf, isDocument } from '../bson/documents.ts';

/** A dotted path taken apart. */
export type Path = readonly string[];

export const parsePath = (path: string): Path => path.split('.');

export const isPosition = (part: string): boolean => /^\d+$/.test(part);

const inArray = (array: unknown[], path: Path, at: number, test: Test): boolean => {
  const part = path[at] ?? '';
  if (isPosition(part) && Number(part) < array.length) {
    if (anyAt(array[Number(part)], path, test, at + 1)) return true;
  }
  return array.some((element) => isDocument(element) && anyAt(element, path, test, at));
};

type Test = (value: unknown) => boolean;

/**
 * Does any value at the path pass? Arrays on the way are entered, each element that is a document
 * in turn; a missing value is tested as undefined. An array at the end is tested as a whole.
 */
export const anyAt = (value: unknown, path: Path, test: Test, at = 0): boolean => {
  if (at === path.length) return test(value);
  if (Array.isArray(value)) return inArray(value, path, at, test);
  if (!isDocument(value)) return test(undefined);
  return anyAt(fieldOf(value, path[at] ?? ''), path, test, at + 1);
};

/** Passes when the value does, or, for an array, when any element does. */
export const orAnyElement =
  (test: Test): Test =>
  (value) =>
    test(value) || (Array.isArray(value) && value.some(test));

/** The one value at a path: through documents, and through arrays by position only. */
export const valueAt = (value: unknown, path: Path): unknown => {
  let found = value;
  for (const part of path) {
    if (Array.isArray(found)) found = isPosition(part) ? found[Number(part)] : undefined;
    else found = isDocument(found) ? fieldOf(found, part) : undefined;
  }
  return found;
};
