import type { Subject } from './standing.ts';

/** Somebody who has a number and a name to stand by. */
type Named = Pick<Subject, 'sortName' | 'employeeId'> & { slot: number };

/** Puts people in the order of their names. */
export const byName = (a: Named, b: Named): number => {
  if (a.sortName !== b.sortName) return a.sortName < b.sortName ? -1 : 1;
  return a.employeeId < b.employeeId ? -1 : 1;
};

/** Two lists by name as one. */
const merge = (some: readonly Named[], others: readonly Named[]): Named[] => {
  const merged: Named[] = [];
  let next = 0;
  for (const one of some) {
    for (let other = others[next]; other && byName(other, one) < 0; other = others[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(one);
  }
  return [...merged, ...others.slice(next)];
};

/** Where people stand by name: whoever is new, or called otherwise, finds their place when it is next asked for. */
export const createNameOrder = (rowOf: (slot: number) => Named | undefined) => {
  let slots = new Int32Array();
  const moved = new Set<number>();

  const rowsOf = (some: Iterable<number>): Named[] =>
    Array.from(some, rowOf).filter((row) => row !== undefined);

  return {
    /** Who stands in a slot is new, gone, or called otherwise. */
    move: (slot: number): void => {
      moved.add(slot);
    },
    /** The slots of everybody, by name. */
    slots: (): Int32Array => {
      if (moved.size === 0) return slots;
      const staying = rowsOf(slots.filter((slot) => !moved.has(slot)));
      const coming = rowsOf(moved).sort(byName);
      slots = Int32Array.from(merge(staying, coming), ({ slot }) => slot);
      moved.clear();
      return slots;
    },
  };
};
