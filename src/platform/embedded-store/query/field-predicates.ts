import { type Doc, isDocument } from '../bson/documents.ts';
import { rank, rankOf } from '../bson/type-rank.ts';
import { isOperatorObject, isRegex } from './operator-object.ts';

/** One condition on a field, as operator and operand. */
export interface Predicate {
  operator: string;
  operand: unknown;
}

/** What a filter says of each field, as far as all of it must hold. */
export interface FieldPredicates {
  of: Map<string, Predicate[]>;
  /** Everything the filter says is in there: no `$or`, `$expr` or the like beside it. */
  complete: boolean;
}

const predicatesOf = (condition: unknown): Predicate[] => {
  if (isRegex(condition)) return [{ operator: '$regex', operand: condition }];
  if (!isOperatorObject(condition)) return [{ operator: '$eq', operand: condition }];
  return Object.entries(condition).map(([operator, operand]) => ({ operator, operand }));
};

/** Takes a filter apart by field; what stands under `$and` counts as said at the top. */
export const fieldPredicates = (filter: Doc): FieldPredicates => {
  const found: FieldPredicates = { of: new Map(), complete: true };
  const visit = (part: Doc): void => {
    for (const [name, condition] of Object.entries(part)) {
      if (name === '$and' && Array.isArray(condition)) {
        for (const branch of condition) if (isDocument(branch)) visit(branch);
      } else if (name.startsWith('$')) found.complete &&= name === '$comment';
      else found.of.set(name, [...(found.of.get(name) ?? []), ...predicatesOf(condition)]);
    }
  };
  visit(filter);
  return found;
};

const presentWithValue = new Set(['$eq', '$gt', '$gte', '$lt', '$lte']);
const presentAlways = new Set(['$regex', '$size', '$elemMatch', '$mod', '$all', '$type']);

/** Can only a document that has the field satisfy this? */
export const requiresPresence = ({ operator, operand }: Predicate): boolean => {
  if (presentWithValue.has(operator)) return rankOf(operand) !== rank.null;
  if (operator === '$in')
    return Array.isArray(operand) && operand.every((item) => rankOf(item) !== rank.null);
  if (operator === '$exists') return operand !== false && operand !== 0 && operand !== null;
  return presentAlways.has(operator);
};
