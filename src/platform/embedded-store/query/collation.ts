import type { Doc } from '../bson/documents.ts';
import { compareValues, equalValues } from '../bson/order.ts';
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

const collatorFor = (spec: Doc): Intl.Collator => {
  const { locale, strength = 3, numericOrdering = false, caseFirst, caseLevel = false } = spec;
  const unknown = Object.keys(spec).find((name) => !known.has(name));
  const sensitivity = sensitivities[String(strength)];
  if (unknown !== undefined || !sensitivity || typeof locale !== 'string')
    throw new CommandError(
      'BadValue',
      `collation not supported: ${unknown ?? 'locale or strength'}`,
    );
  return new Intl.Collator(locale, {
    sensitivity: caseLevel === true && sensitivity === 'base' ? 'case' : sensitivity,
    numeric: numericOrdering === true,
    caseFirst: caseFirstOf(caseFirst),
  });
};

/** Strings by the rules of a language, everything else by BSON's. @throws CommandError 2 */
export const collatedComparison = (spec: Doc): Comparison => {
  if (spec.locale === 'simple') return binaryComparison;
  const collator = collatorFor(spec);
  return {
    collated: true,
    compare: (a, b) =>
      typeof a === 'string' && typeof b === 'string' ? collator.compare(a, b) : compareValues(a, b),
    equal: (a, b) =>
      typeof a === 'string' && typeof b === 'string'
        ? collator.compare(a, b) === 0
        : equalValues(a, b),
  };
};
