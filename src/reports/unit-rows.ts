import type { Unit } from '../employees/index.ts';
import { noFigures, type Figures } from '../standings/index.ts';

export interface UnitRow {
  id: string;
  name: string;
  /** 0 for the first of a branch that the viewer may see. */
  depth: number;
  figures: Figures;
}

/** The units, which come in the tree's order, with their figures. */
export const unitRows = (
  units: readonly Unit[],
  figures: ReadonlyMap<string, Figures>,
): UnitRow[] => {
  const visible = new Set(units.map(({ id }) => id));
  return units.map(({ id, name, path }) => ({
    id,
    name,
    depth: path.filter((above) => above !== id && visible.has(above)).length,
    figures: figures.get(id) ?? noFigures(),
  }));
};
