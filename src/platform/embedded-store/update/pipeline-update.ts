import { preparePipeline, runPipeline } from '../aggregation/pipeline.ts';
import type { Stage } from '../aggregation/stages/stage.ts';
import { type Doc, isDocument } from '../bson/documents.ts';
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

const prepare = (pipeline: readonly Doc[], variables: Doc): Stage =>
  preparePipeline(pipeline, {
    variables: Object.keys(variables),
    collection: () => [],
    comparison: binaryComparison,
  });

/**
 * Checks a pipeline as a whole, with the variables it may use, whether it will meet a document or not.
 *
 * @throws CommandError 72 naming the first stage that an update cannot have, 14 for a stage that is
 * no document, and what the stages refuse
 */
export const checkUpdatePipeline = (pipeline: readonly unknown[], variables: Doc): void => {
  if (!pipeline.every(isDocument))
    throw new CommandError('TypeMismatch', 'Each element of the update pipeline must be an object');
  for (const stage of pipeline) {
    const name = Object.keys(stage)[0] ?? '';
    if (!allowed.has(name))
      throw new CommandError(
        'InvalidOptions',
        `${name} is not allowed to be used within an update`,
      );
  }
  prepare(pipeline, variables);
};

/** What an update given as a pipeline makes of a document in its exact form. */
export const applyPipeline = (exact: Doc, pipeline: readonly Doc[], variables: Doc): Doc => {
  const [result = {}] = runPipeline(prepare(pipeline, variables), [exact], variables);
  // A document keeps its _id, before all other fields, unless the pipeline gives it another.
  const id = '_id' in result ? result._id : exact._id;
  return id === undefined ? result : withIdFirst(id, result);
};
