import { Double } from 'bson';
import { addition, combine } from '../../bson/arithmetic.ts';
import { type Doc, isDocument } from '../../bson/documents.ts';
import { encodeKey } from '../../bson/key-encoder.ts';
import { isMissing, isNumeric, type Numeric, toNumber } from '../../bson/numeric.ts';
import { compareValues } from '../../bson/order.ts';
import { CommandError } from '../../command-error.ts';
import { addMonths, unitOf } from '../expressions/calendar.ts';
import { valueAtPath } from '../expressions/compile-expression.ts';
import { addComputed, type ComputedFields, setComputed } from './computed-fields.ts';
import { type StageParser, stageOptions, textOption } from './stage.ts';

type Step = (value: unknown) => unknown;

const wrong = (message: string): never => {
  throw new CommandError('Location5733201', `$densify: ${message}`);
};

const stepOf = ({ step, unit }: Doc): Step => {
  if (!isNumeric(step) || toNumber(step) <= 0) return wrong('the step must be a positive number');
  if (unit === undefined)
    return (value) =>
      isNumeric(value)
        ? combine(value, step, addition)
        : wrong('numbers are needed without a unit');
  const [length, amount] = [unitOf(unit), toNumber(step)];
  if (!Number.isInteger(amount)) wrong('the step must be a whole number with a unit');
  return (value) => {
    if (!(value instanceof Date)) return wrong('dates are needed with a unit');
    return 'months' in length
      ? new Date(addMonths(value, length.months * amount))
      : new Date(value.getTime() + length.milliseconds * amount);
  };
};

type Bounds = 'full' | 'partition' | [lower: unknown, upper: unknown];

const boundsOf = ({ bounds, unit }: Doc): Bounds => {
  if (bounds === 'full' || bounds === 'partition') return bounds;
  if (!Array.isArray(bounds) || bounds.length !== 2)
    return wrong("the bounds must be 'full', 'partition' or two values");
  const [lower, upper] = bounds as [unknown, unknown];
  const fits = (value: unknown): boolean =>
    unit === undefined ? isNumeric(value) : value instanceof Date;
  if (!fits(lower) || !fits(upper)) wrong('the bounds must be numbers, or dates with a unit');
  if (compareValues(lower, upper) > 0) wrong('the bounds must be in order');
  return [lower, upper];
};

const namesOf = ({ partitionByFields }: Doc): string[] => {
  const names: unknown = partitionByFields ?? [];
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names;
  throw new CommandError(
    'TypeMismatch',
    "BSON field '$densify.partitionByFields' must be an array",
  );
};

/** The values that documents are missing for, between two bounds, the upper left out. */
function* missingBetween(present: ReadonlySet<string>, lower: unknown, upper: unknown, step: Step) {
  for (let value = lower; compareValues(value, upper) < 0; value = step(value))
    if (!present.has(encodeKey(value).toString('latin1'))) yield value;
}

/** A bound that includes the greatest value: as the upper one is left out. */
const beyond = (value: unknown): unknown =>
  value instanceof Date ? new Date(value.getTime() + 1) : new Double(toNumber(value as Numeric));

const extremes = (values: unknown[]): [unknown, unknown] => {
  const sorted = values.toSorted(compareValues);
  return [sorted[0], beyond(sorted.at(-1))];
};

const options = { required: ['field', 'range'], optional: ['partitionByFields'] };

/** `$densify`: adds documents where values of a field are missing. Source: MongoDB manual. */
export const densifyStage: StageParser = (operand) => {
  const spec = stageOptions(operand, '$densify', options);
  const range = stageOptions(spec.range, '$densify.range', {
    required: ['step', 'bounds'],
    optional: ['unit'],
  });
  const [step, bounds, names] = [stepOf(range), boundsOf(range), namesOf(spec)];
  const field = textOption(spec, '$densify', 'field');
  const added = new Map<string, unknown>();
  const fields: ComputedFields = new Map();
  for (const name of [...names, field]) addComputed(fields, name, () => added.get(name));
  const valueOf = (doc: Doc): unknown => valueAtPath(doc, field.split('.'));

  return function* densify(docs, variables) {
    const all = [...docs];
    yield* all.filter((doc) => isMissing(valueOf(doc)));
    const partitions = new Map<string, Doc[]>();
    for (const doc of all) {
      if (isMissing(valueOf(doc))) continue;
      const of = names.map((name) => valueAtPath(doc, name.split('.')) ?? null);
      const key = encodeKey(of).toString('latin1');
      partitions.set(key, [...(partitions.get(key) ?? []), doc]);
    }
    const everywhere = [...partitions.values()].flat().map(valueOf);
    for (const partition of partitions.values()) {
      const own = partition.map(valueOf);
      const [lower, upper] = Array.isArray(bounds)
        ? bounds
        : extremes(bounds === 'full' ? everywhere : own);
      const present = new Set(own.map((value) => encodeKey(value).toString('latin1')));
      for (const name of names) added.set(name, valueAtPath(partition[0] ?? {}, name.split('.')));
      const made = Array.from(missingBetween(present, lower, upper, step), (value): Doc => {
        added.set(field, value);
        return setComputed({}, fields, { root: {}, variables });
      });
      yield* [...partition, ...made].sort((a, b) => compareValues(valueOf(a), valueOf(b)));
    }
  };
};

/** `$documents`: documents given in the pipeline itself. */
export const documentsStage: StageParser = (operand, { compiler }) => {
  const list = compiler.compile(operand);
  return function* documents(_docs, variables) {
    const given = list({ root: {}, variables });
    if (!Array.isArray(given) || !given.every(isDocument))
      throw new CommandError('Location5858203', 'an array of documents is expected in $documents');
    yield* given;
  };
};
