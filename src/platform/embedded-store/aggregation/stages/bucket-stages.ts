import { type Doc, isDocument } from '../../bson/documents.ts';
import { isNumeric, kindOf, requireWhole } from '../../bson/numeric.ts';
import { compareValues } from '../../bson/order.ts';
import { rankOf } from '../../bson/type-rank.ts';
import { CommandError } from '../../command-error.ts';
import type { Compiler } from '../expressions/expression.ts';
import { compileField, grouping } from './group-stages.ts';
import { type Stage, type StageContext, type StageParser, stageOptions } from './stage.ts';

/** The fields of each bucket: a count, unless others are asked for. */
const bucketFields = (output: unknown, compiler: Compiler, stage: string) => {
  const spec = output ?? { count: { $sum: 1 } };
  if (!isDocument(spec))
    throw new CommandError('Location40196', `The ${stage} 'output' field must be an object`);
  return Object.entries(spec).map(([name, field]) => compileField(name, field, compiler));
};

/** @throws CommandError 40202 when `groupBy` is neither a path nor an expression */
const groupByOf = ({ groupBy }: Doc, stage: string): unknown => {
  const isPath = typeof groupBy === 'string' && groupBy.startsWith('$');
  if (isPath || (isDocument(groupBy) && Object.keys(groupBy)[0]?.startsWith('$'))) return groupBy;
  throw new CommandError(
    'Location40202',
    `The ${stage} 'groupBy' field must be defined as a $-prefixed path or an expression`,
  );
};

const constant = (spec: unknown, { compiler }: StageContext): unknown =>
  compiler.compile(spec)({ root: {}, variables: {} });

/** @throws CommandError 40191, 40192, 40193 or 40194 */
const boundariesOf = ({ boundaries }: Doc, context: StageContext): unknown[] => {
  if (!Array.isArray(boundaries))
    throw new CommandError('Location40200', "The $bucket 'boundaries' field must be an array");
  if (boundaries.length < 2)
    throw new CommandError('Location40192', "The $bucket 'boundaries' need at least two values");
  const values = boundaries.map((boundary) => constant(boundary, context));
  for (const [at, value] of values.entries()) {
    if (at === 0) continue;
    if (rankOf(value) !== rankOf(values[at - 1]))
      throw new CommandError('Location40193', "The $bucket 'boundaries' must be of one type");
    if (compareValues(values[at - 1], value) >= 0)
      throw new CommandError(
        'Location40194',
        "The $bucket 'boundaries' must be in ascending order",
      );
  }
  return values;
};

const inOrder = (buckets: Stage): Stage =>
  function* sorted(docs, variables) {
    yield* [...buckets(docs, variables)].sort((a, b) => compareValues(a._id, b._id));
  };

/** `$bucket`. Source: MongoDB manual, "$bucket". */
export const bucketStage: StageParser = (operand, context) => {
  const spec = stageOptions(
    operand,
    '$bucket',
    { required: ['groupBy', 'boundaries'], optional: ['default', 'output'] },
    { unknown: 'Location40197', missing: 'Location40198' },
  );
  const boundaries = boundariesOf(spec, context);
  const [lowest, highest] = [boundaries[0], boundaries.at(-1)];
  const hasDefault = Object.hasOwn(spec, 'default');
  const other = constant(spec.default, context);
  if (hasDefault && compareValues(other, lowest) >= 0 && compareValues(other, highest) < 0)
    throw new CommandError(
      'Location40199',
      "The $bucket 'default' must lie outside the boundaries",
    );
  const value = context.compiler.compile(groupByOf(spec, '$bucket'));
  const fields = bucketFields(spec.output, context.compiler, '$bucket');
  return inOrder(
    grouping((scope) => {
      const found = value(scope);
      const above = boundaries.findIndex((boundary) => compareValues(found, boundary) < 0);
      if (above > 0) return boundaries[above - 1];
      if (hasDefault) return other;
      throw new CommandError(
        'Location40066',
        '$bucket could not find a bucket for an input, and no default was specified',
      );
    }, fields),
  );
};

/** The documents with the value each is grouped by, in its order. */
type Valued = readonly [value: unknown, doc: Doc];

/** Even parts of what is left; equal values are never in two of them. */
const evenly = (valued: readonly Valued[], buckets: number): Valued[][] => {
  const parts: Valued[][] = [];
  for (let at = 0; at < valued.length;) {
    const wanted = Math.max(1, Math.round(valued.length / buckets));
    let end = parts.length === buckets - 1 ? valued.length : Math.min(at + wanted, valued.length);
    while (end < valued.length && compareValues(valued[end]?.[0], valued[end - 1]?.[0]) === 0)
      end++;
    parts.push(valued.slice(at, end));
    at = end;
  }
  return parts;
};

/** `$bucketAuto`, without preferred numbers. Source: MongoDB manual, "$bucketAuto". */
export const bucketAutoStage: StageParser = (operand, { compiler }) => {
  const spec = stageOptions(
    operand,
    '$bucketAuto',
    { required: ['groupBy', 'buckets'], optional: ['output', 'granularity'] },
    { unknown: 'Location40245', missing: 'Location40246' },
  );
  if (spec.granularity !== undefined)
    throw new CommandError(
      'NotImplemented',
      "this store does not have $bucketAuto's 'granularity'",
    );
  if (!isNumeric(spec.buckets) || kindOf(spec.buckets) === undefined)
    throw new CommandError('Location40241', "The $bucketAuto 'buckets' field must be numeric");
  const buckets = requireWhole(spec.buckets, '$bucketAuto', 'Location40242');
  if (buckets <= 0)
    throw new CommandError(
      'Location40243',
      "The $bucketAuto 'buckets' field must be greater than 0",
    );
  const value = compiler.compile(groupByOf(spec, '$bucketAuto'));
  const fields = bucketFields(spec.output, compiler, '$bucketAuto');
  return function* bucketAuto(docs, variables) {
    const valued = Array.from(docs, (root): Valued => [value({ root, variables }) ?? null, root]);
    valued.sort(([a], [b]) => compareValues(a, b));
    const parts = evenly(valued, buckets);
    for (const [at, part] of parts.entries()) {
      const max = (parts[at + 1]?.[0] ?? part.at(-1))?.[0];
      const bounds = { min: part[0]?.[0], max };
      yield* grouping(() => bounds, fields)(
        part.map(([, doc]) => doc),
        variables,
      );
    }
  };
};
