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

/** Every option there is, as it is when nobody says otherwise. Source: MongoDB manual, "Collation". */
const defaults = {
  caseLevel: false,
  caseFirst: 'off',
  strength: 3,
  numericOrdering: false,
  alternate: 'non-ignorable',
  maxVariable: 'punct',
  normalization: false,
  backwards: false,
};

const changeable = new Set(['locale', 'caseLevel', 'caseFirst', 'strength', 'numericOrdering']);

/** Locales are named as ICU names them, en_US too. */
const tagOf = (locale: string): string => locale.replaceAll('_', '-');

const isLocale = (locale: string): boolean => {
  try {
    return Intl.Collator.supportedLocalesOf([tagOf(locale)]).length > 0;
  } catch {
    return false;
  }
};

/**
 * A collation with all its options: two that are equal compare alike. Undefined for `simple`, which
 * is BSON's own order.
 *
 * @throws CommandError 2 for an option, a strength or a locale that this store does not have
 */
export const wholeCollation = (spec: Doc): Doc | undefined => {
  const { locale } = spec;
  if (locale === 'simple') return undefined;
  const given = Object.entries(spec).filter(([name]) => name !== 'version');
  const whole: Doc = { locale, ...defaults, ...Object.fromEntries(given) };
  const refused = given.find(
    ([name, value]) => !changeable.has(name) && value !== (defaults as Doc)[name],
  )?.[0];
  if (refused !== undefined || typeof locale !== 'string' || !sensitivities[String(whole.strength)])
    throw new CommandError(
      'BadValue',
      `collation not supported: ${refused ?? 'locale or strength'}`,
    );
  if (!isLocale(locale))
    throw new CommandError('BadValue', `Field 'locale' is invalid in: { locale: "${locale}" }`);
  return whole;
};

/** How strings are compared by a whole collation. */
export const collatorOf = (whole: Doc): Intl.Collator => {
  const { locale, strength, numericOrdering, caseFirst, caseLevel } = whole;
  const sensitivity = sensitivities[String(strength)] ?? 'variant';
  return new Intl.Collator(tagOf(String(locale)), {
    sensitivity: caseLevel === true && sensitivity === 'base' ? 'case' : sensitivity,
    numeric: numericOrdering === true,
    caseFirst: caseFirst === 'upper' || caseFirst === 'lower' ? caseFirst : 'false',
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
  const collation = wholeCollation(spec);
  if (!collation) return binaryComparison;
  const collator = collatorOf(collation);
  const compare: Compare = (a, b) => {
    if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
    if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b, compare);
    if (isDocument(a) && isDocument(b)) return compareDocuments(a, b, compare);
    return compareValues(a, b);
  };
  return { collated: true, collation, compare, equal: (a, b) => compare(a, b) === 0 };
};
