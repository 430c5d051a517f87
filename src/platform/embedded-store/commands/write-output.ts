import { isDocument } from '../bson/documents.ts';
import type { OutputStage } from '../output/target.ts';
import type { Request } from '../wire/request.ts';
import type { CommandContext } from './command.ts';
import { refuseView } from './views.ts';

/** The collections that a pipeline looks into besides its own. */
const namesIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isDocument(value)) return [];
  return Object.entries(value).flatMap(([name, operand]) =>
    (name === 'from' || name === 'coll' || name === '$unionWith') && typeof operand === 'string'
      ? [operand]
      : namesIn(operand),
  );
};

/** Writes what a pipeline yields; all of it is read first when the pipeline reads what it changes. */
export const writeOutput = (
  output: OutputStage,
  documents: Iterable<Uint8Array>,
  { body, db }: Request,
  { catalog, cursors, beginWrite }: CommandContext,
): void => {
  const { target, replacesTarget } = output;
  const pipeline = Array.isArray(body.pipeline) ? (body.pipeline.slice(0, -1) as unknown[]) : [];
  const readsTarget =
    target.db === db && [String(body.aggregate), ...namesIn(pipeline)].includes(target.name);
  refuseView(catalog, target.db, target.name);
  beginWrite();
  output.write(catalog, readsTarget && !replacesTarget ? [...documents] : documents);
  if (replacesTarget) cursors.killAll((namespace) => namespace === `${target.db}.${target.name}`);
};
