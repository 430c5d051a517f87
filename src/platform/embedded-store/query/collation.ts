import { type Doc, isDocument } from '../bson/documents.ts';
import { compareValues } from '../bson/order.ts';
import { rankOf } from '../bson/type-rank.ts';
import { CommandError } from '../command-error.ts';
import { binaryComparison, type Comparison } from './comparison.ts';

/** Strength by what still tells two strings apart: letters; accents; case. */
const sensitivities: Record<string, 'base' | 'accent' | 'variant'> = {
  1: 'base',
  2: 'accent',
  3: 'variant',
};

const caseFirstOf = (value: unknown): 'upper' | 'lower' | 'false' =>
  value === 'upper' || value === 'lower' ? value : 'false';

const known = new Set(['locale', 'strength', 'numericOrdering', 'caseFirst', 'caseLevel']);

/** Locales are named as ICU names them, en_US too. @throws CommandError 2 for one that is none */
const collatorOf = (locale: string, options: Intl.CollatorOptions): Intl.Collator => {
  try {
    return new Intl.Collator(locale.replaceAll('_', '-'), options);
  } catch {
    throw new CommandError('BadValue', `Field 'locale' is invalid in: { locale: "${locale}" }`);
  }
};

const collatorFor = (spec: Doc): Intl.Collator => {
  const { locale, strength = 3, numericOrdering = false, caseFirst, caseLevel = false } = spec;
  const unknown = Object.keys(spec).find((name) => !known.has(name));
  const sensitivity = sensitivities[String(strength)];
  if (unknown !== undefined || !sensitivity || typeof locale !== 'string')
    throw new CommandError(
      'BadValue',
      `collation not supported: ${unknown ?? 'locale or strength'}`,
    );
  return collatorOf(locale, {
    sensitivity: caseLevel === true && sensitivity === 'base' ? 'case' : sensitivity,
    numeric: numericOrdering === true,
    caseFirst: caseFirstOf(caseFirst),
  });
};

type Compare = Comparison['compare'];

const compareLists = (a: readonly unknown[], b: readonly unknown[], compare: Compare): number => {
  for (const [position, value] of a.entries()) {
    if (position >= b.length) return 1;
    const order = compare(value, b[position]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

/** Field by field: its type, its name, its value. */
const compareDocuments = (a: Doc, b: Doc, compare: Compare): number => {
  const parts = (doc: Doc): unknown[][] =>
    Object.entries(doc).map(([name, value]) => [rankOf(value), name, value]);
  return compareLists(parts(a), parts(b), (one, other) => {
    const [[type, name, value], [otherType, otherName, otherValue]] = [one, other] as [
      unknown[],
      unknown[],
    ];
    return (
      compareValues(type, otherType) || compareValues(name, otherName) || compare(value, otherValue)
    );
  });
};

/** Strings by the rules of a language, wherever they stand; all else by BSON's. @throws CommandError 2 */
export const collatedComparison = (spec: Doc): Comparison => {
  if (spec.locale === 'simple') return binaryComparison;
  const collator = collatorFor(spec);
  const compare: Compare = (a, b) => {
    if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
    if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b, compare);
    if (isDocument(a) && isDocument(b)) return compareDocuments(a, b, compare);
    return compareValues(a, b);
  };
  return { collated: true, compare, equal: (a, b) => compare(a, b) === 0 };
};
