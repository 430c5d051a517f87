import { endedBy, soFrom } from './dated-periods.ts';
import type { KnownUnit, Unit } from './unit-store.ts';

/** What an import writes of the organisation's tree. */
export interface UnitChanges {
  /** New, reopened, or not as they were. */
  put: KnownUnit[];
  close: KnownUnit[];
}

const differ = (unit: Unit, known: KnownUnit): boolean =>
  (Object.keys(unit) as (keyof Unit)[]).some(
    (key) => JSON.stringify(unit[key]) !== JSON.stringify(known[key]),
  );

/** Compares the tree as it is to be with the one that is there; what a unit was called and where it stood is kept. */
export const changeUnits = (tree: Unit[], present: KnownUnit[], day: string): UnitChanges => {
  const before = new Map(present.map((unit) => [unit.id, unit]));
  const wanted = new Set(tree.map(({ id }) => id));
  const put = tree.flatMap((unit): KnownUnit[] => {
    const known = before.get(unit.id);
    const { name, parentId, path } = unit;
    const history = soFrom(known?.history ?? [], { name, parentId, path }, day);
    const stays = known && !known.closed && history === known.history && !differ(unit, known);
    return stays ? [] : [{ ...unit, history, closed: false }];
  });
  const close = present
    .filter((unit) => !unit.closed && !wanted.has(unit.id))
    .map((unit) => ({ ...unit, closed: true, history: endedBy(unit.history, day) }));
  return { put, close };
};
