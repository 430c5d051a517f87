import type { Unit } from '../employees/index.ts';

/** People who belong to exactly these units, counted. */
export interface Headcount {
  unitIds: string[];
  total: number;
  done: number;
  started: number;
  resetDone: number;
}

export type Figures = Omit<Headcount, 'unitIds'>;

export interface UnitShare extends Figures {
  id: string;
  name: string;
  depth: number;
}

const none: Figures = { total: 0, done: 0, started: 0, resetDone: 0 };

const plus = (a: Figures, b: Figures): Figures => ({
  total: a.total + b.total,
  done: a.done + b.done,
  started: a.started + b.started,
  resetDone: a.resetDone + b.resetDone,
});

/** All together; each person once. */
export const sumOf = (counts: Headcount[]): Figures =>
  counts.reduce<Figures>((sum, count) => plus(sum, count), none);

/** In the tree's order: a unit, then the units below it, by name. */
const inTreeOrder = (units: Unit[]): Unit[] => {
  const children = Map.groupBy(units, (unit) => unit.parentId);
  const known = new Set(units.map((unit) => unit.id));
  const below = (unit: Unit): Unit[] => [
    unit,
    ...sorted(children.get(unit.id) ?? []).flatMap(below),
  ];
  const sorted = (list: Unit[]) => list.toSorted((a, b) => a.name.localeCompare(b.name, 'sv'));
  const roots = units.filter((unit) => unit.parentId === null || !known.has(unit.parentId));
  return sorted(roots).flatMap(below);
};

/**
 * The figures of each unit with all units below it. Somebody who works in two units counts in
 * both, but once in the unit above them.
 *
 * @param units those the viewer may see; the first of a branch stands at depth 0.
 */
export const unitShares = (units: Unit[], counts: Headcount[]): UnitShare[] => {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const figures = new Map<string, Figures>();
  for (const count of counts) {
    const concerned = new Set(count.unitIds.flatMap((id) => [id, ...(byId.get(id)?.path ?? [])]));
    for (const id of concerned) figures.set(id, plus(figures.get(id) ?? none, count));
  }
  return inTreeOrder(units).map((unit) => ({
    id: unit.id,
    name: unit.name,
    depth: unit.path.filter((id) => id !== unit.id && byId.has(id)).length,
    ...(figures.get(unit.id) ?? none),
  }));
};

/** Whole per cent, rounded down so that 100 means all; 0 of 0 is 0. */
export const percent = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.floor((part * 100) / whole);
