import { countedIn } from '../standings/index.ts';
import { percent } from './percent.ts';
import type { UnitRow } from './unit-rows.ts';

/** A unit with its place in what the viewer may see of the tree. */
export interface PlacedUnit extends UnitRow {
  /** The units above, from the top down. */
  above: { id: string; name: string }[];
  hasUnits: boolean;
  /** Per cent done of those who are to do the course; null when there are none. */
  share: number | null;
}

const shareOf = ({ figures }: UnitRow): number | null =>
  countedIn(figures) === 0 ? null : percent(figures.done, countedIn(figures));

/** Finds each unit's place from the order and the depth of the rows. */
export const placeUnits = (rows: readonly UnitRow[]): PlacedUnit[] => {
  const line: UnitRow[] = [];
  return rows.map((row, index) => {
    line.splice(row.depth, Infinity, row);
    return {
      ...row,
      above: line.slice(0, row.depth).map(({ id, name }) => ({ id, name })),
      hasUnits: (rows[index + 1]?.depth ?? 0) > row.depth,
      share: shareOf(row),
    };
  });
};

/** Right below a unit, or the top ones; where there is but one at the top, those below it. */
export const unitsBelow = (units: readonly PlacedUnit[], id: string | undefined): PlacedUnit[] => {
  const below = units.filter(({ above }) => above.at(-1)?.id === id);
  const [only] = below;
  return id === undefined && below.length === 1 && only?.hasUnits
    ? unitsBelow(units, only.id)
    : below;
};

const swedish = new Intl.Collator('sv');

/** From the largest share to the smallest, by name within equal ones; units of nobody last. */
export const bestFirst = (units: readonly PlacedUnit[]): PlacedUnit[] =>
  units.toSorted((a, b) => (b.share ?? -1) - (a.share ?? -1) || swedish.compare(a.name, b.name));
