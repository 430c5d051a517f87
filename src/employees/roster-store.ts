import { Types, type Connection } from 'mongoose';
import { employeeModel, type EmployeeRecord } from './employee-model.ts';
import type { KnownPerson } from './known-person.ts';
import type { AddedPerson, ChangedPerson, ImportPlan } from './plan-import.ts';
import { unitModel } from './unit-model.ts';
import { createUnitStore, type Unit } from './unit-store.ts';

const projection = {
  personKey: 1,
  givenName: 1,
  familyName: 1,
  searchName: 1,
  sortName: 1,
  login: 1,
  email: 1,
  mobile: 1,
  roles: 1,
  active: 1,
  employeeNumbers: 1,
  unitIds: 1,
  unitPath: 1,
};

const toKnown = ({ _id, personKey, ...person }: EmployeeRecord): KnownPerson => ({
  ...person,
  id: _id.toHexString(),
  personKey: personKey ?? null,
});

const toRecord = (
  { id, personKey, fields }: AddedPerson,
  resetRequiredSince: Date | null,
): EmployeeRecord => ({
  _id: new Types.ObjectId(id),
  ...(personKey === null ? {} : { personKey }),
  ...fields,
  active: true,
  leftAt: null,
  sessionsValidAfter: new Date(0),
  resetRequiredSince,
  passwordSetAt: null,
  course: { status: 'not-started', done: 0, total: 0, completedAt: null },
});

/** What an import reads and writes, in bulk; every write may be repeated. */
export const createRosterStore = (connection: Connection) => {
  const employees = employeeModel(connection);
  const units = unitModel(connection);

  return {
    newId: (): string => new Types.ObjectId().toHexString(),

    people: async (): Promise<KnownPerson[]> =>
      (await employees.find({}, projection).lean<EmployeeRecord[]>()).map(toKnown),

    units: () => createUnitStore(connection).all(),

    putUnits: async (tree: Unit[]): Promise<void> => {
      const writes = tree.map(({ id, ...fields }) => ({
        updateOne: {
          filter: { _id: id },
          update: { $set: { ...fields, closedAt: null } },
          upsert: true,
        },
      }));
      if (writes.length > 0) await units.collection.bulkWrite(writes as never, { ordered: false });
    },

    closeOtherUnits: async (tree: Unit[], at: Date): Promise<void> => {
      const gone = { _id: { $nin: tree.map(({ id }) => id) }, closedAt: null };
      await units.updateMany(gone, { $set: { closedAt: at } });
    },

    /** A number that goes to somebody else stays with its former holder only as a memory. */
    release: async (released: ImportPlan['released'], at: Date): Promise<void> => {
      const until = at.toISOString().slice(0, 10);
      const writes = released.map(({ id, gone, kept }) => {
        const employeeNumbers = [...kept, ...gone.map((number) => `${number} (until ${until})`)];
        const filter = { _id: new Types.ObjectId(id) };
        return { updateOne: { filter, update: { $set: { employeeNumbers } } } };
      });
      if (writes.length > 0) await employees.collection.bulkWrite(writes);
    },

    add: async (people: AddedPerson[], resetRequiredSince: Date | null): Promise<void> => {
      const records = people.map((person) => toRecord(person, resetRequiredSince));
      await employees.collection.insertMany(records, { ordered: false });
    },

    change: async (
      people: ChangedPerson[],
      at: Date,
      resetRequiredSince: Date | null,
    ): Promise<void> => {
      const writes = people.map(({ id, newKey, returned, fields }) => ({
        updateOne: {
          filter: { _id: new Types.ObjectId(id) },
          update: {
            $set: {
              ...fields,
              active: true,
              leftAt: null,
              ...(newKey === null ? {} : { personKey: newKey }),
              ...(returned && resetRequiredSince ? { resetRequiredSince } : {}),
            },
            ...(newKey === null ? {} : { $max: { sessionsValidAfter: at } }),
          },
        },
      }));
      await employees.collection.bulkWrite(writes, { ordered: false });
    },

    /** Leavers stay, without rights and without sessions. */
    leave: async (ids: string[], at: Date): Promise<void> => {
      await employees.updateMany(
        { _id: { $in: ids.map((id) => new Types.ObjectId(id)) }, active: true },
        { $set: { active: false, leftAt: at }, $max: { sessionsValidAfter: at } },
      );
    },
  };
};

export type RosterStore = ReturnType<typeof createRosterStore>;
