import type { Connection } from 'mongoose';
import { unitHistory } from './date-organisation.ts';
import { createUnitRecords } from './unit-records-store.ts';
import { unitModel, type UnitPlace, type UnitRecord } from './unit-model.ts';

export interface Unit {
  id: string;
  name: string;
  parentId: string | null;
  /** Ids from the top of the organisation down to this unit, its own among them. */
  path: string[];
  /** Employees' ids. */
  managerIds: string[];
  /** Employees' ids: those who stand in for the managers. */
  deputyIds: string[];
}

/** A unit with all that it has been. */
export interface KnownUnit extends Unit {
  closed: boolean;
  history: UnitPlace[];
}

const toUnit = ({ _id, name, parentId, path, managerIds, deputyIds }: UnitRecord): Unit => ({
  id: _id,
  name,
  parentId,
  path,
  managerIds,
  // Not there in a store that an earlier version wrote.
  deputyIds: deputyIds ?? [],
});

export const toKnownUnit = (record: UnitRecord): KnownUnit => ({
  ...toUnit(record),
  closed: record.closedAt !== null,
  history: unitHistory(record),
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

const asOf = (record: UnitRecord, day: string): Unit[] =>
  unitHistory(record)
    .filter(({ from, to }) => from <= day && (to === null || day <= to))
    .map(({ name, parentId, path }) => ({ ...toUnit(record), name, parentId, path }));

/** The days that pages ask for again and again. */
const mostDays = 10;

/** Trees made of the units as they are, by the day they are of. */
const createTrees = () => {
  let of: readonly UnitRecord[] | undefined;
  let trees = new Map<string, readonly Unit[]>();
  return (records: readonly UnitRecord[], day: string, make: () => Unit[]): Unit[] => {
    if (of !== records || trees.size > mostDays) trees = new Map();
    of = records;
    const tree = trees.get(day) ?? make();
    trees.set(day, tree);
    return [...tree];
  };
};

/** The organisation's units. */
export const createUnitStore = (connection: Connection) => {
  const units = unitModel(connection);
  const readRecords = createUnitRecords(units);
  const treeOf = createTrees();
  return {
    /** The tree as of now: each unit followed by those below it, siblings by name. */
    all: async (): Promise<Unit[]> => {
      const records = await readRecords();
      const open = () => records.filter(({ closedAt }) => !closedAt);
      return treeOf(records, 'now', () => inTreeOrder(open().map(toUnit)));
    },

    /** The next so many of today's units, by their ids. */
    after: async (id: string, most: number): Promise<Pick<Unit, 'id' | 'name' | 'parentId'>[]> => {
      const filter = { _id: { $gt: id }, closedAt: null };
      const found = units.find(filter, { name: 1, parentId: 1 }).sort({ _id: 1 }).hint({ _id: 1 });
      const next = await found.limit(most).lean();
      return next.map(({ _id, name, parentId }) => ({ id: _id, name, parentId }));
    },

    /** The tree as it was at the end of a day in Sweden (`YYYY-MM-DD`); the managers are today's. */
    asOf: async (day: string): Promise<Unit[]> => {
      const records = await readRecords();
      return treeOf(records, day, () =>
        inTreeOrder(records.flatMap((record) => asOf(record, day))),
      );
    },

    /** What each unit, or each of these, was called on a day, closed ones too; '' where it is not known. */
    names: async (ids?: readonly string[]): Promise<(id: string, day: string) => string> => {
      const asked = ids ? { _id: { $in: ids } } : {};
      const records = await units.find(asked).lean<UnitRecord[]>();
      const known = new Map(records.map((record) => [record._id, record]));
      return (id, day) => {
        const record = known.get(id);
        return (record && asOf(record, day)[0]?.name) ?? record?.name ?? '';
      };
    },
  };
};

export type UnitStore = ReturnType<typeof createUnitStore>;
