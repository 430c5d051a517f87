import { type Doc, isDocument } from '../../bson/documents.ts';
import { encodeKey } from '../../bson/key-encoder.ts';
import { CommandError } from '../../command-error.ts';
import { compileAccumulator } from '../compile-accumulator.ts';
import { valueAtPath } from '../expressions/compile-expression.ts';
import type { Expression } from '../expressions/expression.ts';
import { addComputed, type ComputedFields, setComputed } from './computed-fields.ts';
import { sortStage } from './flow-stages.ts';
import { type Stage, type StageContext, type StageParser, stageOptions } from './stage.ts';
import { parseWindow, windowAround } from './window.ts';
import { type WindowFunction, windowFunctions } from './window-functions.ts';

/** Functions of `$setWindowFields` that MongoDB has and this store has not. */
const absent = new Set([
  '$derivative',
  '$integral',
  '$expMovingAvg',
  '$covariancePop',
  '$covarianceSamp',
]);

/** What a field is set to: an accumulator over a window, or a function of the partition. */
const parseOutput = (field: string, spec: unknown, context: StageContext): WindowFunction => {
  const names = isDocument(spec) ? Object.keys(spec) : [];
  const [operator, ...others] = names.filter((name) => name !== 'window');
  if (!isDocument(spec) || operator === undefined || others.length > 0)
    throw new CommandError(
      'FailedToParse',
      `the window function of '${field}' must be one operator`,
    );
  if (absent.has(operator))
    throw new CommandError(
      'NotImplemented',
      `this store does not have the window function ${operator}`,
    );
  const parse = Object.hasOwn(windowFunctions, operator) ? windowFunctions[operator] : undefined;
  if (parse) {
    if (spec.window !== undefined)
      throw new CommandError('Location5371601', `${operator} does not accept a 'window' field`);
    return parse(spec[operator], context.compiler, operator);
  }
  const accumulator = compileAccumulator(operator, spec[operator], context.compiler);
  if (!accumulator)
    throw new CommandError('FailedToParse', `Unrecognized window function, ${operator}`);
  const window = parseWindow(spec.window);
  const { get, make } = accumulator;
  return ({ docs, sortedBy, variables }) =>
    docs.map((_, at) => {
      const { add, result } = make();
      for (const root of windowAround(window, docs, at, sortedBy)) add(get({ root, variables }));
      return result();
    });
};

/** The documents of each partition, in the order of the first of each. */
const partitioned = (docs: Iterable<Doc>, keyOf: (doc: Doc) => unknown): Iterable<Doc[]> => {
  const partitions = new Map<string, Doc[]>();
  for (const doc of docs) {
    const key = encodeKey(keyOf(doc)).toString('latin1');
    const partition = partitions.get(key);
    if (partition) partition.push(doc);
    else partitions.set(key, [doc]);
  }
  return partitions.values();
};

const options = { required: ['output'], optional: ['partitionBy', 'sortBy'] };

/** Does the window function depend on an order, which `sortBy` has to give? */
const needsOrder = (spec: unknown): boolean =>
  isDocument(spec) &&
  (spec.window !== undefined ||
    Object.keys(spec).some((name) => Object.hasOwn(windowFunctions, name)));

/** `$setWindowFields`. Source: MongoDB manual, "$setWindowFields". */
export const setWindowFieldsStage: StageParser = (operand, context) => {
  const spec = stageOptions(operand, '$setWindowFields', options);
  const { output, partitionBy = null, sortBy } = spec;
  if (!isDocument(output))
    throw new CommandError(
      'TypeMismatch',
      "BSON field '$setWindowFields.output' must be an object",
    );
  if (sortBy === undefined && Object.values(output).some(needsOrder))
    throw new CommandError(
      'Location5339901',
      "$setWindowFields requires a 'sortBy' for this window",
    );
  const fields: ComputedFields = new Map();
  const computed = new Map<string, unknown>();
  const functions = Object.entries(output).map(([field, one]) => {
    addComputed(fields, field, () => computed.get(field));
    return [field, parseOutput(field, one, context)] as const;
  });
  const key: Expression = context.compiler.compile(partitionBy);
  const sort: Stage | undefined = sortBy === undefined ? undefined : sortStage(sortBy, context);
  const path = isDocument(sortBy) ? (Object.keys(sortBy)[0] ?? '').split('.') : [];
  const sortedBy = (doc: Doc): unknown => valueAtPath(doc, path);
  return function* setWindowFields(docs, variables) {
    for (const partition of partitioned(docs, (root) => key({ root, variables }))) {
      const sorted = sort ? [...sort(partition, variables)] : partition;
      const values = functions.map(
        ([field, run]) => [field, run({ docs: sorted, sortedBy, variables })] as const,
      );
      for (const [at, root] of sorted.entries()) {
        for (const [field, ofAll] of values) computed.set(field, ofAll[at]);
        yield setComputed(root, fields, { root, variables });
      }
    }
  };
};
