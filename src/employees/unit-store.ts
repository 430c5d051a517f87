import type { Connection } from 'mongoose';
import { unitModel, type UnitRecord } from './unit-model.ts';

export interface Unit {
  id: string;
  name: string;
  parentId: string | null;
  /** Ids from the top of the organisation down to this unit, its own among them. */
  path: string[];
  /** Employees' ids. */
  managerIds: string[];
}

const toUnit = ({ _id, name, parentId, path, managerIds }: UnitRecord): Unit => ({
  id: _id,
  name,
  parentId,
  path,
  managerIds,
});

const swedish = new Intl.Collator('sv');

/** Each unit followed by those below it, siblings by name in Swedish order. */
const inTreeOrder = (units: Unit[]): Unit[] => {
  const below = Map.groupBy(units, ({ parentId }) => parentId);
  const from = (parentId: string | null): Unit[] =>
    (below.get(parentId) ?? [])
      .sort((a, b) => swedish.compare(a.name, b.name))
      .flatMap((unit) => [unit, ...from(unit.id)]);
  return from(null);
};

/** The organisation's units. */
export const createUnitStore = (connection: Connection) => {
  const units = unitModel(connection);
  return {
    /** The tree as of now: each unit followed by those below it, siblings by name. */
    all: async (): Promise<Unit[]> =>
      inTreeOrder((await units.find({ closedAt: null }).lean()).map(toUnit)),
  };
};
