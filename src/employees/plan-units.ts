import type { KnownPerson } from './known-person.ts';
import type { RosterUnit } from './read-roster.ts';
import type { KnownUnit, Unit } from './unit-store.ts';

/**
 * The tree as it is to be: the roster's, with what those who are held back (their row was
 * rejected) work in and manage. `ownerOf` tells whose an employee number is.
 */
export const planUnits = (
  units: RosterUnit[],
  present: KnownUnit[],
  held: KnownPerson[],
  ownerOf: Map<string, string>,
): Unit[] => {
  const heldIds = new Set(held.map(({ id }) => id));
  const heldUnits = new Set(held.flatMap(({ unitPath }) => unitPath));
  const before = new Map(present.map((unit) => [unit.id, unit]));
  const still = (ids: string[] | undefined) => (ids ?? []).filter((id) => heldIds.has(id));
  const idsOf = (numbers: string[]) => numbers.flatMap((number) => ownerOf.get(number) ?? []);

  const named = units.map(({ id, name, parentId, path, managers, deputies }): Unit => {
    const known = before.get(id);
    const managerIds = [...idsOf(managers), ...still(known?.managerIds)];
    const deputyIds = [...idsOf(deputies), ...still(known?.deputyIds)];
    return { id, name, parentId, path, managerIds, deputyIds };
  });
  const inRoster = new Set(units.map(({ id }) => id));
  const kept = present.filter(({ id }) => heldUnits.has(id) && !inRoster.has(id));
  return [
    ...named,
    ...kept.map(({ id, name, parentId, path, managerIds, deputyIds }) => {
      return { id, name, parentId, path, managerIds, deputyIds };
    }),
  ];
};
