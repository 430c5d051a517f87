import { type Doc, isDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { parsePath, type Path } from '../query/path.ts';
import { arrayOperators } from './array-operators.ts';
import { fieldOperators, type UpdateOperator } from './field-operators.ts';
import { concretePaths, type Positions } from './positional-paths.ts';
import { slotAt } from './slot.ts';

interface Step {
  field: string;
  path: Path;
  operand: unknown;
  apply: UpdateOperator;
  /** Makes what is missing on the way. */
  creates: boolean;
}

const operators: Record<string, UpdateOperator> = { ...fieldOperators, ...arrayOperators };
const neverCreates = new Set(['$unset', '$pull', '$pullAll', '$pop']);

const refuseConflicts = (fields: string[]): void => {
  const sorted = [...fields].sort();
  for (const [index, field] of sorted.entries()) {
    const clash = sorted.find(
      (other, at) => at !== index && (other === field || field.startsWith(`${other}.`)),
    );
    if (clash !== undefined)
      throw new CommandError(
        'ConflictingUpdateOperators',
        `Updating the path '${field}' would create a conflict at '${clash}'`,
      );
  }
};

const stepsOf = (update: Doc, inserting: boolean): Step[] => {
  const steps: Step[] = [];
  const touched: string[] = [];
  for (const [name, fields] of Object.entries(update)) {
    const apply = name === '$rename' ? undefined : operators[name];
    if (!apply && name !== '$rename')
      throw new CommandError(
        'FailedToParse',
        `Unknown modifier: ${name}. Expected a valid update modifier`,
      );
    if (!isDocument(fields))
      throw new CommandError('FailedToParse', `Modifiers operate on fields but ${name} has none`);
    for (const [field, operand] of Object.entries(fields)) {
      touched.push(field, ...(apply ? [] : [String(operand)]));
      if (!apply || (name === '$setOnInsert' && !inserting)) continue;
      const creates = !neverCreates.has(name);
      steps.push({ field, path: parsePath(field), operand, apply, creates });
    }
  }
  refuseConflicts(touched);
  // The server goes through the fields by name, whatever order they were given in.
  return steps.sort((a, b) => (a.field < b.field ? -1 : 1));
};

/** What stands for elements of an array: `$`, `$[]` and `$[name]`. */
const positional = /^\$(\[[^\]]*\])?$/;

const refuseBadPath = ({ field, path }: Step): void => {
  if (path.includes(''))
    throw new CommandError(
      'EmptyFieldName',
      `The update path '${field}' contains an empty field name, which is not allowed.`,
    );
  const bad = path.find((part) => part.startsWith('$') && !positional.test(part));
  if (bad !== undefined)
    throw new CommandError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${bad}' in '${field}' is not allowed in the context of an update`,
    );
};

/** @throws CommandError 9, 40, 52 or 56 for operators that no document can be changed by */
export const checkOperators = (update: Doc): void => stepsOf(update, true).forEach(refuseBadPath);

const rename = (doc: Doc, fields: Doc): void => {
  for (const [from, to] of Object.entries(fields)) {
    if (typeof to !== 'string')
      throw new CommandError('BadValue', `The 'to' field for $rename must be a string: ${from}`);
    const source = slotAt(doc, parsePath(from), false);
    if (source?.value === undefined) continue;
    const { value } = source;
    source.remove();
    slotAt(doc, parsePath(to), true).set(value);
  }
};

/**
 * Applies update operators to a document in its exact form, in place.
 *
 * @throws CommandError 9, 14, 28, 40 and others, and the document is then to be thrown away.
 */
export const applyOperators = (
  doc: Doc,
  update: Doc,
  positions: Positions,
  inserting: boolean,
): void => {
  const steps = stepsOf(update, inserting);
  if (isDocument(update.$rename)) rename(doc, update.$rename);
  for (const { path, operand, apply, creates } of steps) {
    for (const concrete of concretePaths(path, doc, positions)) {
      const slot = slotAt(doc, concrete, creates);
      if (slot) apply(slot, operand);
    }
  }
};
