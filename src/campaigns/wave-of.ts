import type { Wave } from './campaign-model.ts';

/** Whom no wave takes. */
export const noWave = 0;

/** The wave that a person belongs to: the first that names a unit above them, else the one for all others. */
export const waveOf = (
  unitPath: readonly string[],
  waves: readonly Pick<Wave, 'number' | 'unitIds'>[],
): number => {
  const named = waves.find(({ unitIds }) => unitIds.some((id) => unitPath.includes(id)));
  const others = waves.find(({ unitIds }) => unitIds.length === 0);
  return (named ?? others)?.number ?? noWave;
};
