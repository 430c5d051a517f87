import { isDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { equalsTest } from './leaf-operators.ts';
import type { CompileFilter, Matcher, MatchOptions, ValueTest } from './match-types.ts';
import { isOperatorObject, isRegex } from './operator-object.ts';
import { anyAt, orAnyElement, type Path } from './path.ts';
import { regexTest } from './regex.ts';

const logical = new Set(['$and', '$or', '$nor', '$expr']);

/**
 * Tests one element: by operators as a value, an array within the array as a whole; by a filter as
 * a document, an array as one whose fields are its positions.
 */
export const elementTest = (
  operand: unknown,
  options: MatchOptions,
  compileFilter: CompileFilter,
): ValueTest => {
  if (!isDocument(operand)) throw new CommandError('BadValue', '$elemMatch needs an Object');
  const first = Object.keys(operand)[0] ?? '';
  if (isOperatorObject(operand) && !logical.has(first)) {
    const matches = compileFilter({ element: operand }, { ...options, whole: true });
    return (element) => matches({ element });
  }
  const matches = compileFilter(operand, { ...options, whole: false });
  return (element) =>
    Array.isArray(element)
      ? matches(Object.fromEntries(element.entries()))
      : isDocument(element) && matches(element);
};

/** `$elemMatch`: an array of which at least one element satisfies all the conditions. */
export const elemMatchTest = (
  operand: unknown,
  options: MatchOptions,
  compileFilter: CompileFilter,
): ValueTest => {
  const test = elementTest(operand, options, compileFilter);
  return (value) => Array.isArray(value) && value.some(test);
};

/** `$all`: every value listed is found at the path (or every `$elemMatch` satisfied there). */
export const allTest = (
  path: Path,
  operand: unknown,
  options: MatchOptions,
  compileFilter: CompileFilter,
): Matcher => {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', '$all needs an array');
  const tests = operand.map((item: unknown): ValueTest => {
    if (isDocument(item) && '$elemMatch' in item)
      return elemMatchTest(item.$elemMatch, options, compileFilter);
    const test = isRegex(item) ? regexTest(item) : equalsTest(item, options.comparison);
    return options.whole ? test : orAnyElement(test);
  });
  return (doc) => tests.length > 0 && tests.every((test) => anyAt(doc, path, test));
};
