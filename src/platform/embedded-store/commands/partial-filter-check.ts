import { type Doc, isDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { compileFilter } from '../query/matcher.ts';
import { isOperatorObject, isRegex } from '../query/operator-object.ts';

/** Operators of a field. Source: MongoDB manual, "Partial Indexes"; `$all` is equality as well. */
const supported = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$all', '$type', '$exists']);

const refuse = (what: string): never => {
  throw new CommandError('CannotCreateIndex', `Expression not supported in partial index: ${what}`);
};

const checkCondition = (name: string, condition: unknown): void => {
  if (isRegex(condition)) refuse(`a regular expression (for ${name})`);
  if (!isOperatorObject(condition)) return;
  for (const [operator, operand] of Object.entries(condition))
    if (!supported.has(operator) || (operator === '$exists' && !operand))
      refuse(`${operator} (for ${name})`);
};

const checkSupported = (filter: Doc): void => {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$expr')
      throw new CommandError('QueryFeatureNotAllowed', '$expr is not allowed in this context');
    if ((name === '$and' || name === '$or') && Array.isArray(condition))
      condition.filter(isDocument).forEach(checkSupported);
    else if (!name.startsWith('$')) checkCondition(name, condition);
    else if (name !== '$comment') refuse(name);
  }
};

/**
 * Checks the filter of a partial index.
 *
 * @throws CommandError 2 for no filter at all, 67 for one that an index cannot have, 224 for `$expr`
 */
export const checkPartialFilter = (filter: Doc): void => {
  compileFilter(filter);
  checkSupported(filter);
};
