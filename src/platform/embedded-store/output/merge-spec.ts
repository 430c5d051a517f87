import { type Doc, isDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { parseTarget, type Target } from './target.ts';

type WhenMatched = 'replace' | 'keepExisting' | 'merge' | 'fail' | Doc[];
type WhenNotMatched = 'insert' | 'discard' | 'fail';

/** A `$merge` taken apart. */
export interface MergeSpec {
  target: Target;
  /** The fields that say which document of the target is the same one. */
  on: string[];
  /** Expressions over the new document, for a pipeline. */
  variables: Doc;
  whenMatched: WhenMatched;
  whenNotMatched: WhenNotMatched;
}

const fields = new Set(['into', 'on', 'let', 'whenMatched', 'whenNotMatched']);
const modes = {
  whenMatched: ['replace', 'keepExisting', 'merge', 'fail'],
  whenNotMatched: ['insert', 'discard', 'fail'],
};

const modeOf = (spec: Doc, field: keyof typeof modes, fallback: string): string => {
  const mode = spec[field] ?? fallback;
  if (typeof mode === 'string' && modes[field].includes(mode)) return mode;
  if (typeof mode !== 'string')
    throw new CommandError('TypeMismatch', `BSON field '$merge.${field}' is the wrong type`);
  throw new CommandError(
    'BadValue',
    `Enumeration value '${mode}' for field '$merge.${field}' is not a valid value.`,
  );
};

const whenMatchedOf = (spec: Doc): WhenMatched => {
  const { whenMatched } = spec;
  if (!Array.isArray(whenMatched)) return modeOf(spec, 'whenMatched', 'merge') as WhenMatched;
  if (whenMatched.every(isDocument)) return whenMatched;
  throw new CommandError('TypeMismatch', 'each stage of $merge.whenMatched must be an object');
};

/** @throws CommandError 51186, 51187 or 51134 */
const onFields = ({ on = '_id' }: Doc): string[] => {
  const names: unknown[] = Array.isArray(on) ? on : [on];
  if (names.length === 0)
    throw new CommandError(
      'Location51187',
      'If explicitly specifying $merge on fields, must include at least one field',
    );
  if (!names.every((name) => typeof name === 'string' && name !== ''))
    throw new CommandError('Location51134', '$merge on fields must be nonempty strings');
  if (new Set(names).size < names.length)
    throw new CommandError('Location31465', 'Found a duplicate field in $merge.on');
  return names as string[];
};

/** @throws CommandError 51199 when variables are given that no pipeline uses */
const variablesOf = (spec: Doc, whenMatched: WhenMatched): Doc => {
  if (spec.let === undefined) return { new: '$$ROOT' };
  if (!Array.isArray(whenMatched))
    throw new CommandError(
      'Location51199',
      'Cannot use $merge let with a whenMatched mode other than a pipeline',
    );
  if (!isDocument(spec.let))
    throw new CommandError('TypeMismatch', "BSON field '$merge.let' must be an object");
  return { new: '$$ROOT', ...spec.let };
};

/**
 * Reads a `$merge`. Source: MongoDB manual, "$merge".
 *
 * @throws CommandError 40415 for an unknown option, 51189 for modes that do not go together
 */
export const parseMergeSpec = (operand: unknown, db: string): MergeSpec => {
  const spec = typeof operand === 'string' ? { into: operand } : operand;
  if (!isDocument(spec))
    throw new CommandError('Location51182', '$merge only supports a string or object argument');
  const unknown = Object.keys(spec).find((field) => !fields.has(field));
  if (unknown !== undefined)
    throw new CommandError('Location40415', `BSON field '$merge.${unknown}' is an unknown field.`);
  const { into } = spec;
  if (typeof into !== 'string' && !isDocument(into))
    throw new CommandError('Location51178', "$merge 'into' field must be a string or an object");
  const whenMatched = whenMatchedOf(spec);
  const whenNotMatched = modeOf(spec, 'whenNotMatched', 'insert') as WhenNotMatched;
  const insertsOnly = whenMatched === 'keepExisting' || whenMatched === 'fail';
  if (insertsOnly && whenNotMatched !== 'insert')
    throw new CommandError(
      'Location51189',
      `Combination of $merge modes 'whenMatched: ${whenMatched}' and 'whenNotMatched: ${whenNotMatched}' is not supported`,
    );
  return {
    target: parseTarget(into, db, '$merge'),
    on: onFields(spec),
    variables: variablesOf(spec, whenMatched),
    whenMatched,
    whenNotMatched,
  };
};
