import { runStages } from '../aggregation/stages.ts';
import { type Doc, fieldOf } from '../bson/documents.ts';
import { equalValues } from '../bson/order.ts';
import { CommandError } from '../command-error.ts';

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

/**
 * An update given as a pipeline. A field that comes out equal to what it was keeps its BSON type;
 * `exact` and `plain` are the same document.
 */
export const applyPipeline = (exact: Doc, plain: Doc, pipeline: Doc[], variables: Doc): Doc => {
  const [result = {}] = runStages([{ ...plain }], pipeline, { variables });
  // A document keeps its _id unless the pipeline gives it another, which is refused.
  const { _id: id = exact._id, ...others } = result;
  const kept: Doc = id === undefined ? others : { _id: id, ...others };
  return Object.fromEntries(
    Object.entries(kept).map(([name, value]) => {
      const before = fieldOf(exact, name);
      return [name, before !== undefined && equalValues(before, value) ? before : value];
    }),
  );
};
