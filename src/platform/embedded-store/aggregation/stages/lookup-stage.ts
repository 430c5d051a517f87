import { type Doc, isDocument } from '../../bson/documents.ts';
import { CommandError } from '../../command-error.ts';
import type { Expression } from '../expressions/expression.ts';
import { requireVariableName } from '../expressions/condition-operators.ts';
import { addComputed, type ComputedFields, setComputed } from './computed-fields.ts';
import { indexBy, localValue } from './joined-values.ts';
import {
  type StageContext,
  type StageParser,
  stageOptions,
  textOption,
  type Variables,
} from './stage.ts';

const codes = { unknown: 'FailedToParse', missing: 'FailedToParse' } as const;
const options = {
  required: ['as'],
  optional: ['from', 'localField', 'foreignField', 'let', 'pipeline'],
};

/** The name of a collection of the same database. @throws CommandError 238 for another database */
const fromOf = (spec: Doc): string => {
  if (isDocument(spec.from))
    throw new CommandError('NotImplemented', 'this store joins collections of one database only');
  return textOption(spec, '$lookup', 'from');
};

const variablesOf = (spec: Doc, { compiler }: StageContext): [string, Expression][] => {
  if (spec.let === undefined) return [];
  if (!isDocument(spec.let))
    throw new CommandError('FailedToParse', "$lookup argument 'let' must be an object");
  return Object.entries(spec.let).map(([name, expression]) => {
    requireVariableName(name);
    return [name, compiler.compile(expression)];
  });
};

interface Join {
  localField: string;
  foreignField: string;
}

const joinOf = (spec: Doc): Join | undefined => {
  const { localField, foreignField } = spec;
  if (localField === undefined && foreignField === undefined) return undefined;
  if (localField === undefined || foreignField === undefined)
    throw new CommandError(
      'FailedToParse',
      "$lookup requires both or neither of 'localField' and 'foreignField' to be specified",
    );
  return {
    localField: textOption(spec, '$lookup', 'localField'),
    foreignField: textOption(spec, '$lookup', 'foreignField'),
  };
};

/** `$lookup`, by equal fields, by a pipeline, or both. Source: MongoDB manual, "$lookup". */
export const lookupStage: StageParser = (operand, context) => {
  const spec = stageOptions(operand, '$lookup', options, codes);
  const from = spec.from === undefined && spec.pipeline !== undefined ? undefined : fromOf(spec);
  const join = joinOf(spec);
  if (!join && spec.pipeline === undefined)
    throw new CommandError('FailedToParse', "$lookup requires 'localField' or 'pipeline'");
  if (spec.let !== undefined && spec.pipeline === undefined)
    throw new CommandError(
      'FailedToParse',
      "$lookup with a 'let' argument must also specify 'pipeline'",
    );
  const variables = variablesOf(spec, context);
  const names = variables.map(([name]) => name);
  const pipeline =
    spec.pipeline === undefined ? undefined : context.pipeline(spec.pipeline, '$lookup', names);
  let found: Doc[] = [];
  const fields: ComputedFields = new Map();
  addComputed(fields, textOption(spec, '$lookup', 'as'), () => found);

  return function* lookup(docs, outer) {
    const foreign = from === undefined ? [] : [...context.collection(from)];
    const joined = join && indexBy(foreign, join.foreignField);
    const withLet = (scope: { root: unknown; variables: Variables }): Variables => ({
      ...outer,
      ...Object.fromEntries(variables.map(([name, value]) => [name, value(scope)])),
    });
    for (const root of docs) {
      const scope = { root, variables: outer };
      const candidates = join && joined ? joined(localValue(root, join.localField)) : foreign;
      found = pipeline ? [...pipeline(candidates, withLet(scope))] : candidates;
      yield setComputed(root, fields, scope);
    }
  };
};

/** `$unionWith`: the documents of another collection after these. */
export const unionWithStage: StageParser = (operand, context) => {
  const spec: Doc =
    typeof operand === 'string'
      ? { coll: operand }
      : stageOptions(operand, '$unionWith', { optional: ['coll', 'pipeline'] });
  const name = 'coll' in spec ? textOption(spec, '$unionWith', 'coll') : undefined;
  const { pipeline } = spec;
  if (name === undefined && pipeline === undefined)
    throw new CommandError('FailedToParse', '$unionWith requires a collection or a pipeline');
  const others = pipeline === undefined ? undefined : context.pipeline(pipeline, '$unionWith');
  return function* unionWith(docs, variables) {
    yield* docs;
    const collection = name === undefined ? [] : context.collection(name);
    yield* others ? others(collection, variables) : collection;
  };
};
