import type { PlaceCounts } from './count-people.ts';
import { addFigures, figureNames, figuresAt, noFigures, type Figures } from './figures.ts';
import type { Place } from './standing.ts';

/** Which units the viewer may see: all of them, or these. */
export type Scope = 'all' | readonly string[];

/** Is the place in one of the units that may be seen? */
export const isInScope = (scope: Scope) => {
  if (scope === 'all') return () => true;
  const units = new Set(scope);
  return ({ unitPath }: Pick<Place, 'unitPath'>) => unitPath.some((id) => units.has(id));
};

/**
 * The figures of each unit with all units below it, and of all together. Somebody who works in
 * two units counts in both, but once in the unit above them and once in all.
 */
export const rollUp = (places: readonly Place[], counts: PlaceCounts, scope: Scope) => {
  const inScope = isInScope(scope);
  const sum = noFigures();
  const units = new Map<string, Figures>();
  for (const [number, place] of places.entries()) {
    if (!inScope(place)) continue;
    const figures = counts.at(number, 0);
    if (figures.total === 0) continue;
    addFigures(sum, figures);
    for (const id of place.unitPath) {
      const unit = units.get(id) ?? noFigures();
      addFigures(unit, figures);
      units.set(id, unit);
    }
  }
  return { sum, units };
};

/** All people of the scope, or of one unit in it, on each of the days that were counted. */
export const sumByDay = (
  places: readonly Place[],
  counts: PlaceCounts,
  days: number,
  { scope, unit }: { scope: Scope; unit?: string | undefined },
): Figures[] => {
  const inScope = isInScope(scope);
  const sums = new Int32Array(days * figureNames.length);
  for (const [number, place] of places.entries())
    if (inScope(place) && (unit === undefined || place.unitPath.includes(unit)))
      counts.addTo(sums, number);
  return Array.from({ length: days }, (_, day) => figuresAt(sums, day * figureNames.length));
};
