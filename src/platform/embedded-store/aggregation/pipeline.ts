import { type Doc, isDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import type { Comparison } from '../query/comparison.ts';
import { expressionCompiler } from './expressions/compile-expression.ts';
import type { Compiler } from './expressions/expression.ts';
import { stageParsers } from './stages/stage-table.ts';
import type { CollectionReader, Stage, StageContext, StageParser } from './stages/stage.ts';

/** What a pipeline is made ready with. */
export interface PipelineOptions {
  /** The names of the variables there are. */
  variables: readonly string[];
  collection: CollectionReader;
  comparison: Comparison;
}

/** Stages that write what the others yield. */
const writing = new Set(['$merge', '$out']);

/** Stages that a pipeline can only begin with: they tell of the store itself, or bring documents. */
const sources = new Set(['$collStats', '$listLocalSessions']);

/** Stages that compare no strings, or do so by the collation. */
const collated = new Set([
  '$count',
  '$limit',
  '$match',
  '$sample',
  '$skip',
  '$sort',
  '$unset',
  '$unwind',
]);

interface Place {
  first: boolean;
  last: boolean;
  /** The stage whose sub-pipeline this is. */
  within: string | undefined;
}

/** @throws CommandError 40602, 40601, 40600 or 51047 for a stage that is not at its place */
const checkPlace = (name: string, { first, last, within }: Place): void => {
  const begins = sources.has(name) || name === '$documents';
  if (begins && !(first && (within === undefined || name === '$documents')))
    throw new CommandError(
      'Location40602',
      `${name} is only valid as the first stage in a pipeline`,
    );
  if (name === '$facet' && within === '$facet')
    throw new CommandError(
      'Location40600',
      '$facet is not allowed to be used within a $facet stage',
    );
  if (writing.has(name) && within !== undefined)
    throw new CommandError('Location51047', `${name} is not allowed within a ${within} stage`);
  if (writing.has(name) && !last)
    throw new CommandError('Location40601', `${name} can only be the final stage in the pipeline`);
};

const parserOf = (name: string, { comparison }: PipelineOptions): StageParser => {
  if (name === '$changeStream')
    throw new CommandError(
      'Location40573',
      'The $changeStream stage is only supported on replica sets',
    );
  const parser = Object.hasOwn(stageParsers, name) ? stageParsers[name] : undefined;
  if (!parser)
    throw new CommandError('Location40324', `Unrecognized pipeline stage name: '${name}'`);
  if (comparison.collated && !collated.has(name))
    throw new CommandError('NotImplemented', `this store does not have a collation for '${name}'`);
  return parser;
};

const nothing: Stage = (docs) => docs;

const prepareStages = (
  pipeline: readonly Doc[],
  compiler: Compiler,
  options: PipelineOptions,
  within: string | undefined,
): Stage => {
  const context: StageContext = {
    compiler,
    collection: options.collection,
    comparison: options.comparison,
    pipeline: (spec, stage, variables = []) => {
      if (!Array.isArray(spec) || !spec.every(isDocument))
        throw new CommandError(
          'TypeMismatch',
          `the pipeline of ${stage} must be an array of objects`,
        );
      return prepareStages(spec, compiler.knowing(...variables), options, stage);
    },
  };
  const stages = pipeline.map((stage, at): Stage => {
    const [name = '', ...others] = Object.keys(stage);
    if (others.length > 0 || name === '')
      throw new CommandError('Location40323', 'A pipeline stage must contain exactly one field.');
    checkPlace(name, { first: at === 0, last: at === pipeline.length - 1, within });
    // What is read from and what is written to is for the command to see to.
    if (sources.has(name) || writing.has(name)) return nothing;
    return parserOf(name, options)(stage[name], context);
  });
  return (docs, variables) => stages.reduce((found, stage) => stage(found, variables), docs);
};

/**
 * Makes a pipeline, in its exact form, ready: all of it is checked before a document is read.
 *
 * @throws CommandError 40324 for a stage this store does not have, 40573 for a change stream, and
 * what the stages refuse
 */
export const preparePipeline = (pipeline: readonly Doc[], options: PipelineOptions): Stage =>
  prepareStages(pipeline, expressionCompiler(options.variables), options, undefined);

/** Runs what has been made ready, with the variables of the command. */
export const runPipeline = (stage: Stage, docs: Iterable<Doc>, variables: Doc): Iterable<Doc> =>
  stage(docs, { NOW: new Date(), ...variables });
