import type { Unit } from '../employees/index.ts';

interface Belonging {
  id: string;
  unitIds: readonly string[];
}

/**
 * Who answers for a person: the managers of each unit they work in; while none of these is here, their
 * deputies; else those of the nearest unit above that has any. Nobody answers for themselves, and no
 * deputy for a manager.
 */
export const responsibleFor = (units: readonly Unit[], here: ReadonlySet<string>) => {
  const byId = new Map(units.map((unit) => [unit.id, unit]));

  const inUnit = ({ managerIds, deputyIds }: Unit, personId: string): string[] => {
    const able = (ids: readonly string[]) => ids.filter((id) => id !== personId && here.has(id));
    const managers = able(managerIds);
    return managers.length > 0 || managerIds.includes(personId) ? managers : able(deputyIds);
  };

  const nearest = (unitId: string, personId: string): string[] => {
    for (const id of (byId.get(unitId)?.path ?? []).toReversed()) {
      const unit = byId.get(id);
      const found = unit ? inUnit(unit, personId) : [];
      if (found.length > 0) return found;
    }
    return [];
  };
  return ({ id, unitIds }: Belonging): string[] => [
    ...new Set(unitIds.flatMap((unitId) => nearest(unitId, id))),
  ];
};
