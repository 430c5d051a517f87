import type { Unit } from '../employees/index.ts';

interface Belonging {
  id: string;
  unitIds: readonly string[];
}

/**
 * Who answers for a person: the managers of each unit they work in, else of the nearest unit above
 * that has any. Nobody answers for themselves.
 */
export const responsibleFor = (units: readonly Unit[]) => {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const nearest = (unitId: string, personId: string): string[] => {
    for (const id of (byId.get(unitId)?.path ?? []).toReversed()) {
      const managers = (byId.get(id)?.managerIds ?? []).filter((one) => one !== personId);
      if (managers.length > 0) return managers;
    }
    return [];
  };
  return ({ id, unitIds }: Belonging): string[] => [
    ...new Set(unitIds.flatMap((unitId) => nearest(unitId, id))),
  ];
};
