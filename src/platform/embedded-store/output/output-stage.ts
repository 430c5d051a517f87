import { type Doc, isDocument } from '../bson/documents.ts';
import { parseMerge } from './merge-stage.ts';
import { parseOut } from './out-stage.ts';
import type { OutputStage } from './target.ts';

/** Does a pipeline, in whatever form it came in, end in a stage that writes? */
export const endsInOutput = (pipeline: unknown): boolean => {
  const last: unknown = Array.isArray(pipeline) ? pipeline.at(-1) : undefined;
  return isDocument(last) && ('$out' in last || '$merge' in last);
};

/** Reads the `$out` or `$merge` that a pipeline ends with; undefined: none. */
export const outputStage = (
  pipeline: readonly Doc[],
  db: string,
  variables: Doc,
): OutputStage | undefined => {
  const last = pipeline.at(-1);
  if (!isDocument(last)) return undefined;
  if ('$out' in last) return parseOut(last.$out, db);
  return '$merge' in last ? parseMerge(last.$merge, db, variables) : undefined;
};
