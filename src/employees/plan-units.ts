import type { KnownPerson } from './known-person.ts';
import type { RosterUnit } from './read-roster.ts';
import type { Unit } from './unit-store.ts';

/**
 * The tree as it is to be: the roster's, with what those who are held back (their row was
 * rejected) work in and manage. `ownerOf` tells whose an employee number is.
 */
export const planUnits = (
  units: RosterUnit[],
  present: Unit[],
  held: KnownPerson[],
  ownerOf: Map<string, string>,
): Unit[] => {
  const heldIds = new Set(held.map(({ id }) => id));
  const heldUnits = new Set(held.flatMap(({ unitPath }) => unitPath));
  const before = new Map(present.map((unit) => [unit.id, unit]));
  const stillManaging = (id: string) =>
    (before.get(id)?.managerIds ?? []).filter((manager) => heldIds.has(manager));

  const named = units.map(({ id, name, parentId, path, managers }): Unit => {
    const managerIds = managers.flatMap((number) => ownerOf.get(number) ?? []);
    return { id, name, parentId, path, managerIds: [...managerIds, ...stillManaging(id)] };
  });
  const inRoster = new Set(units.map(({ id }) => id));
  return [...named, ...present.filter(({ id }) => heldUnits.has(id) && !inRoster.has(id))];
};
