import { preparePipeline, runPipeline } from '../aggregation/pipeline.ts';
import type { Doc } from '../bson/documents.ts';
import { withIdFirst } from '../bson/ordered-document.ts';
import { CommandError } from '../command-error.ts';
import { binaryComparison } from '../query/comparison.ts';

const allowed = new Set([
  '$addFields',
  '$set',
  '$project',
  '$unset',
  '$replaceRoot',
  '$replaceWith',
]);

/** @throws CommandError 72 naming the first stage that an update cannot have */
export const checkUpdatePipeline = (pipeline: readonly Doc[]): void => {
  for (const stage of pipeline) {
    const name = Object.keys(stage)[0] ?? '';
    if (!allowed.has(name))
      throw new CommandError(
        'InvalidOptions',
        `${name} is not allowed to be used within an update`,
      );
  }
};

/** What an update given as a pipeline makes of a document in its exact form. */
export const applyPipeline = (exact: Doc, pipeline: readonly Doc[], variables: Doc): Doc => {
  const stage = preparePipeline(pipeline, {
    variables: Object.keys(variables),
    collection: () => [],
    comparison: binaryComparison,
  });
  const [result = {}] = runPipeline(stage, [exact], variables);
  // A document keeps its _id, before all other fields, unless the pipeline gives it another.
  const id = '_id' in result ? result._id : exact._id;
  return id === undefined ? result : withIdFirst(id, result);
};
