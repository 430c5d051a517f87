import { type Doc, isDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { compileFilter } from '../query/matcher.ts';
import { matchedPosition } from '../query/matched-position.ts';
import { type Path, valueAt } from '../query/path.ts';

/** What `$`, `$[]` and `$[name]` in the paths of an update refer to. */
export interface Positions {
  /** The document as it was matched, in its plain form. */
  plain: Doc;
  filter: Doc;
  /** Tests of `arrayFilters` by their name. */
  arrayFilters: Map<string, (element: unknown) => boolean>;
}

const elementName = /^[a-z][a-zA-Z0-9]*$/;

/** The one name of an element that an array filter speaks of. */
const nameOf = (filter: Doc): string => {
  const [name, ...others] = namesIn(filter);
  if (name === undefined || others.length > 0)
    throw new CommandError(
      'FailedToParse',
      'Expected a single top-level field name in array filter',
    );
  if (!elementName.test(name))
    throw new CommandError(
      'BadValue',
      `The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
    );
  return name;
};

/**
 * The tests of array filters for the paths of an update.
 *
 * @throws CommandError 9 for a filter that names no element, more than one, one named before, or one
 * that no path names; 2 for a name that is none
 */
export const parseArrayFilters = (
  filters: readonly unknown[],
  paths: readonly string[],
): Positions['arrayFilters'] => {
  const tests: Positions['arrayFilters'] = new Map();
  for (const filter of filters) {
    const known = isDocument(filter) ? filter : {};
    const name = nameOf(known);
    if (tests.has(name))
      throw new CommandError(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${name}`,
      );
    if (!paths.some((path) => path.split('.').includes(`$[${name}]`)))
      throw new CommandError(
        'FailedToParse',
        `The array filter for identifier '${name}' was not used in the update`,
      );
    const matches = compileFilter(known);
    tests.set(name, (element) => matches({ [name]: element }));
  }
  return tests;
};

const namesIn = (filter: Doc): Set<string> =>
  new Set(
    Object.entries(filter).flatMap(([field, value]) =>
      field.startsWith('$') && Array.isArray(value)
        ? value.flatMap((branch) => (isDocument(branch) ? [...namesIn(branch)] : []))
        : [field.split('.', 1)[0] ?? ''],
    ),
  );

/** The position of the element that the filter matched, for `array.$`. */
const positionMatched = (path: Path, { plain, filter }: Positions): number => {
  const position = matchedPosition(filter, path.join('.'))?.(valueAt(plain, path)) ?? -1;
  if (position >= 0) return position;
  throw new CommandError(
    'BadValue',
    'The positional operator did not find the match needed from the query.',
  );
};

const positionsFor = (part: string, path: Path, doc: Doc, positions: Positions): number[] => {
  if (part === '$') return [positionMatched(path, positions)];
  const array = valueAt(doc, path);
  if (!Array.isArray(array))
    throw new CommandError(
      'BadValue',
      `The path '${path.join('.')}' must exist in the document in order to apply array updates.`,
    );
  const all = [...array.keys()];
  if (part === '$[]') return all;
  const name = part.slice(2, -1);
  const test = positions.arrayFilters.get(name);
  if (!test)
    throw new CommandError('BadValue', `No array filter found for identifier '${name}' in path`);
  const plain = valueAt(positions.plain, path);
  return all.filter((position) => test(Array.isArray(plain) ? plain[position] : undefined));
};

/** The path with every `$`, `$[]` and `$[name]` replaced by the positions it stands for. */
export const concretePaths = (path: Path, doc: Doc, positions: Positions): Path[] => {
  const at = path.findIndex((part) => part.startsWith('$'));
  if (at < 0) return [path];
  const before = path.slice(0, at);
  return positionsFor(path[at] ?? '', before, doc, positions).flatMap((position) =>
    concretePaths([...before, String(position), ...path.slice(at + 1)], doc, positions),
  );
};
