import type { OutputStage } from '../output/target.ts';
import type { CommandContext } from './command.ts';
import { refuseView } from './views.ts';

/**
 * Writes what a pipeline yields. $merge changes what the pipeline may be reading, through a view or a
 * join too, so all of it is read first; $out puts a new collection in the old one's place.
 */
export const writeOutput = (
  output: OutputStage,
  documents: Iterable<Uint8Array>,
  { catalog, cursors, beginWrite }: CommandContext,
): void => {
  const { target, replacesTarget } = output;
  refuseView(catalog, target.db, target.name);
  beginWrite();
  output.write(catalog, replacesTarget ? documents : [...documents]);
  if (replacesTarget) cursors.killAll((namespace) => namespace === `${target.db}.${target.name}`);
};
