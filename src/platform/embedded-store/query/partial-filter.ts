import { type Doc } from '../bson/documents.ts';
import { equalValues } from '../bson/order.ts';
import { rank, rankOf } from '../bson/type-rank.ts';
import {
  type FieldPredicates,
  fieldPredicates,
  type Predicate,
  requiresPresence,
} from './field-predicates.ts';
import { compileFilter } from './matcher.ts';
import { isRegex } from './operator-object.ts';

const same = (a: Predicate, b: Predicate): boolean =>
  a.operator === b.operator && equalValues(a.operand, b.operand);

/** Null finds what is missing, an array one within an array, a regular expression texts. */
const standsForOthers = (value: unknown): boolean =>
  value === null || value === undefined || Array.isArray(value) || isRegex(value);

/** Does satisfying `given` mean satisfying `needed`, for the same field? */
const implies = (given: Predicate, needed: Predicate): boolean => {
  if (same(given, needed)) return true;
  if (needed.operator === '$exists' && needed.operand === true) return requiresPresence(given);
  const values =
    given.operator === '$eq'
      ? [given.operand]
      : given.operator === '$in' && Array.isArray(given.operand)
        ? given.operand
        : undefined;
  if (!values || values.some(standsForOthers)) return false;
  // Equal numbers are of any type.
  if (needed.operator === '$type' && values.some((value) => rankOf(value) === rank.number))
    return false;
  const matches = compileFilter({ value: { [needed.operator]: needed.operand } });
  return values.every((value) => matches({ value }));
};

/**
 * Does a filter with these predicates match only documents that satisfy the filter of a partial
 * index? A "no" may be wrong (then the index is not used); a "yes" never is.
 */
export const impliesFilter = (predicates: FieldPredicates, filter: Doc): boolean => {
  const needed = fieldPredicates(filter);
  return (
    needed.complete &&
    [...needed.of].every(([name, conditions]) =>
      conditions.every((condition) =>
        predicates.of.get(name)?.some((given) => implies(given, condition)),
      ),
    )
  );
};
