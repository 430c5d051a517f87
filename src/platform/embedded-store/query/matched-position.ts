import { type Doc, isDocument } from '../bson/documents.ts';
import { compileFilter } from './matcher.ts';
import type { MatchOptions } from './match-types.ts';

/** What the filter says of a field or below it, also under `$and`. */
const conditionsOn = (filter: Doc, field: string): [string, unknown][] =>
  Object.entries(filter).flatMap(([name, value]): [string, unknown][] => {
    if (name === '$and' && Array.isArray(value))
      return value.flatMap((part) => (isDocument(part) ? conditionsOn(part, field) : []));
    return name === field || name.startsWith(`${field}.`) ? [[name, value]] : [];
  });

/**
 * Where in an array the filter matched, for `array.$`: by the last of its conditions that an element
 * satisfies; -1 when none does. Undefined when the filter says nothing of the array.
 */
export const matchedPosition = (
  filter: Doc,
  field: string,
  options?: MatchOptions,
): ((array: unknown) => number) | undefined => {
  const tests = conditionsOn(filter, field)
    .toReversed()
    .map(([name, value]) =>
      compileFilter({ [`array${name.slice(field.length)}`]: value }, options),
    );
  if (tests.length === 0) return undefined;
  return (array) => {
    if (!Array.isArray(array)) return -1;
    for (const matches of tests) {
      const position = array.findIndex((element) => matches({ array: [element] }));
      if (position >= 0) return position;
    }
    return -1;
  };
};
