import { Aggregator } from 'mingo/aggregator';
import { Context } from 'mingo/core';
import * as mingoStages from 'mingo/operators/pipeline';
import type { Options } from 'mingo/types';
import type { Doc } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { asCommandError, expressionOperators, optionsWith } from './expressions.ts';
import { ownStages } from './own-stages.ts';

/** Stages that write what the others yield. */
const writing = new Set(['$merge', '$out']);

const checkWriting = (name: string, last: boolean, nested: boolean): void => {
  if (nested)
    throw new CommandError('Location51047', `${name} is not allowed within a sub-pipeline`);
  if (!last)
    throw new CommandError('Location40601', `${name} can only be the final stage in the pipeline`);
};

const stages: Doc = {
  ...Object.fromEntries(Object.entries(mingoStages).filter(([name]) => !writing.has(name))),
  ...ownStages,
};

const context = Context.init({ ...expressionOperators, pipeline: stages as never });

const nestedPipelines = ({ $facet, $lookup, $unionWith }: Doc): unknown[] => [
  ...Object.values(($facet as Doc | undefined) ?? {}),
  ($lookup as Doc | undefined)?.pipeline,
  ($unionWith as Doc | undefined)?.pipeline,
];

/** Stages that a pipeline can only begin with: they tell of the store itself. */
const sources = new Set(['$collStats', '$listLocalSessions']);

const checkSource = (name: string, first: boolean): void => {
  if (!first)
    throw new CommandError(
      'Location40602',
      `${name} is only valid as the first stage in a pipeline`,
    );
};

/**
 * @throws CommandError 40324 for a stage this store does not have, 40573 for a change stream,
 * 40602, 40601 or 51047 for a stage that is not at its place
 */
export const checkStages = (pipeline: readonly Doc[], nested = false): void => {
  for (const [position, stage] of pipeline.entries()) {
    const [name = '', ...others] = Object.keys(stage);
    if (others.length > 0 || name === '')
      throw new CommandError('Location40324', 'A pipeline stage must contain exactly one field.');
    if (name === '$changeStream')
      throw new CommandError(
        'Location40573',
        'The $changeStream stage is only supported on replica sets',
      );
    if (sources.has(name)) checkSource(name, position === 0 && !nested);
    else if (writing.has(name)) checkWriting(name, position === pipeline.length - 1, nested);
    else if (!Object.hasOwn(stages, name))
      throw new CommandError('Location40324', `Unrecognized pipeline stage name: '${name}'`);
    for (const inner of nestedPipelines(stage)) if (Array.isArray(inner)) checkStages(inner, true);
  }
};

export interface StageOptions {
  variables: Doc;
  /** The documents of another collection of the same database, for $lookup and $unionWith. */
  collection?: (name: string) => Doc[];
}

/** Runs a checked pipeline over documents in their plain form. */
export function* streamStages(
  docs: Iterable<Doc>,
  pipeline: readonly Doc[],
  { variables, collection }: StageOptions,
): Generator<Doc> {
  const options = { ...optionsWith(variables), context, collectionResolver: collection };
  try {
    const results = new Aggregator([...pipeline], options as Partial<Options>).stream(docs);
    for (const doc of results as Iterable<Doc>) yield doc;
  } catch (error) {
    throw asCommandError(error);
  }
}

export const runStages = (
  docs: Iterable<Doc>,
  pipeline: readonly Doc[],
  options: StageOptions,
): Doc[] => [...streamStages(docs, pipeline, options)];
