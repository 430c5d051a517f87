import { type Doc, isDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { wholeCollation } from '../query/collation.ts';
import { documentField, looseFlag } from './command.ts';
import { indexFields, type IndexSpec } from '../storage/index-spec.ts';
import { checkPartialFilter } from './partial-filter-check.ts';

/** Source: MongoDB manual, "Limits and Thresholds". */
const mostFields = 32;

const understood = new Set([
  'v',
  'key',
  'name',
  'ns',
  'unique',
  'sparse',
  'background',
  'partialFilterExpression',
  'expireAfterSeconds',
  'hidden',
  'collation',
]);

/** Options of the kinds of index that MongoDB has and this store has not. */
const ofOtherKinds = new Set([
  'wildcardProjection',
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'storageEngine',
]);

const refuse = (message: string): never => {
  throw new CommandError('CannotCreateIndex', message);
};

const checkKey = (key: unknown): Doc => {
  if (!isDocument(key) || Object.keys(key).length === 0)
    return refuse('Index keys cannot be an empty object');
  for (const [name, direction] of Object.entries(key)) {
    if (typeof direction !== 'number' || direction === 0)
      refuse(`this store has ascending and descending indexes only, not '${String(direction)}'`);
    if (name === '' || name.startsWith('$') || name.includes('$**'))
      refuse(`Index key contains an illegal field name: '${name}'`);
  }
  if (Object.keys(key).length > mostFields)
    throw new CommandError('Location13103', 'too many compound keys');
  return key;
};

const checkOptions = (declared: Doc): void => {
  const unknown = Object.keys(declared).find((name) => !understood.has(name));
  if (unknown !== undefined && ofOtherKinds.has(unknown))
    refuse(`this store does not have the index option '${unknown}'`);
  if (unknown !== undefined)
    throw new CommandError(
      'InvalidIndexSpecificationOption',
      `The field '${unknown}' is not valid for an index specification`,
    );
  const { collation, partialFilterExpression, expireAfterSeconds } = declared;
  if (collation !== undefined && partialFilterExpression !== undefined)
    refuse('this store has no partial indexes with a collation');
  if (looseFlag(declared, 'hidden')) refuse('this store has no hidden indexes');
  if (looseFlag(declared, 'sparse') && partialFilterExpression !== undefined)
    refuse("cannot mix 'partialFilterExpression' and 'sparse' options");
  if (
    expireAfterSeconds !== undefined &&
    (typeof expireAfterSeconds !== 'number' || expireAfterSeconds < 0)
  )
    refuse('expireAfterSeconds must be a number of zero or more');
};

const defaultName = (key: Doc): string =>
  Object.entries(key)
    .flatMap(([name, direction]) => [name, String(direction)])
    .join('_');

/**
 * Reads an index as createIndexes declares it.
 *
 * @throws CommandError 67 for a kind of index that this store does not have, 197 for an option that
 * is unknown, 13103 for too many fields
 */
export const parseIndex = (declared: Doc): IndexSpec => {
  const key = checkKey(declared.key);
  checkOptions(declared);
  const { name, partialFilterExpression: partialFilter, expireAfterSeconds } = declared;
  if (expireAfterSeconds !== undefined && (Object.keys(key).length > 1 || '_id' in key))
    refuse('TTL indexes are single-field indexes, and not on _id');
  if (partialFilter !== undefined) {
    if (!isDocument(partialFilter)) return refuse('partialFilterExpression must be an object');
    checkPartialFilter(partialFilter);
  }
  return {
    name: typeof name === 'string' && name !== '' ? name : defaultName(key),
    key,
    fields: indexFields(key),
    unique: looseFlag(declared, 'unique'),
    sparse: looseFlag(declared, 'sparse'),
    partialFilter,
    collation:
      declared.collation === undefined
        ? undefined
        : wholeCollation(documentField(declared, 'collation')),
    expireAfterSeconds: expireAfterSeconds as number | undefined,
  };
};
