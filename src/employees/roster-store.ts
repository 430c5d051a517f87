import { Types, type Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { employmentsOf, unitHistory } from './date-organisation.ts';
import { employeeModel, staleStanding, type EmployeeRecord } from './employee-model.ts';
import type { KnownPerson } from './known-person.ts';
import type { AddedPerson, ChangedPerson, ImportPlan, LeavingPerson } from './plan-import.ts';
import { unitModel, type UnitRecord } from './unit-model.ts';
import { toKnownUnit, type KnownUnit } from './unit-store.ts';

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
  employments: 1,
  endsOn: 1,
  hiredOn: 1,
  employmentType: 1,
  protected: 1,
  leftAt: 1,
};

const toKnown = ({ _id, personKey, leftAt, ...person }: EmployeeRecord): KnownPerson => ({
  ...person,
  id: _id.toHexString(),
  personKey: personKey ?? null,
  employments: employmentsOf({ _id, leftAt, ...person }),
  endsOn: person.endsOn ?? null,
  hiredOn: person.hiredOn ?? null,
  employmentType: person.employmentType ?? null,
  protected: person.protected ?? false,
});

const toRecord = (
  { id, personKey, fields, employments }: AddedPerson,
  resetRequiredSince: Date | null,
): EmployeeRecord => ({
  _id: new Types.ObjectId(id),
  ...(personKey === null ? {} : { personKey }),
  hiredOn: null,
  employmentType: null,
  protected: false,
  ...fields,
  employments,
  active: true,
  leftAt: null,
  ...staleStanding(),
  sessionsValidAfter: new Date(0),
  resetRequiredSince,
  passwordSetAt: null,
});

/** How many of an unordered batch the unique indexes refused. */
const refusals = async (write: () => Promise<unknown>): Promise<number> => {
  try {
    await write();
    return 0;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return [(error as { writeErrors?: unknown }).writeErrors ?? error].flat().length;
  }
};

const batchSize = 500;

const dated = (record: EmployeeRecord) => ({
  updateOne: {
    filter: { _id: record._id, employments: { $exists: false } },
    update: { $set: { employments: employmentsOf(record) } },
  },
});

/** What an import reads and writes, in bulk; every write may be repeated. */
export const createRosterStore = (connection: Connection) => {
  const employees = employeeModel(connection);
  const units = unitModel(connection);

  return {
    newId: (): string => new Types.ObjectId().toHexString(),

    people: async (): Promise<KnownPerson[]> =>
      (await employees.find({}, projection).lean<EmployeeRecord[]>()).map(toKnown),

    /** Closed ones among them. */
    units: async (): Promise<KnownUnit[]> =>
      (await units.find({}).lean<UnitRecord[]>()).map(toKnownUnit),

    putUnits: async (changed: KnownUnit[], at: Date): Promise<void> => {
      const writes = changed.map(({ id, closed, ...fields }) => ({
        updateOne: {
          filter: { _id: id },
          update: { $set: { ...fields, closedAt: closed ? at : null } },
          upsert: true,
        },
      }));
      if (writes.length > 0) await units.collection.bulkWrite(writes as never, { ordered: false });
    },

    /**
     * Gives people and units from before they were dated their one period. Repeated at each start;
     * costs a look when there are none.
     */
    dateOrganisation: async (): Promise<void> => {
      const people = { employments: { $exists: false } } as never;
      for (;;) {
        const some = await employees.find(people).limit(batchSize).lean<EmployeeRecord[]>();
        if (some.length === 0) break;
        await employees.collection.bulkWrite(some.map(dated));
      }
      const undated = { history: { $exists: false } } as never;
      for (const record of await units.find(undated).lean<UnitRecord[]>())
        await units.updateOne(
          { _id: record._id, ...(undated as object) },
          { $set: { history: unitHistory(record) } },
        );
    },

    /** A number that goes to somebody else stays with its former holder only as a memory. */
    release: async (released: ImportPlan['released'], at: Date): Promise<void> => {
      const until = at.toISOString().slice(0, 10);
      const writes = released.map(({ id, gone, kept }) => {
        const employeeNumbers = [...kept, ...gone.map((number) => `${number} (until ${until})`)];
        const filter = { _id: new Types.ObjectId(id) };
        return { updateOne: { filter, update: { $set: { employeeNumbers, ...staleStanding() } } } };
      });
      if (writes.length > 0) await employees.collection.bulkWrite(writes);
    },

    /** @returns how many are not there afterwards, because somebody else has their number. */
    add: async (people: AddedPerson[], resetRequiredSince: Date | null): Promise<number> => {
      const records = people.map((person) => toRecord(person, resetRequiredSince));
      const refused = await refusals(() =>
        employees.collection.insertMany(records, { ordered: false }),
      );
      if (refused === 0) return 0;
      const there = { _id: { $in: records.map(({ _id }) => _id) } };
      return people.length - (await employees.countDocuments(there));
    },

    /** @returns how many are as they were, because somebody else has their number. */
    change: async (
      people: ChangedPerson[],
      at: Date,
      resetRequiredSince: Date | null,
    ): Promise<number> => {
      const writes = people.map(({ id, newKey, returned, fields, employments }) => ({
        updateOne: {
          filter: { _id: new Types.ObjectId(id) },
          update: {
            $set: {
              ...fields,
              employments,
              active: true,
              leftAt: null,
              ...staleStanding(),
              ...(newKey === null ? {} : { personKey: newKey }),
              ...(returned && resetRequiredSince ? { resetRequiredSince } : {}),
            },
            ...(newKey === null ? {} : { $max: { sessionsValidAfter: at } }),
          },
        },
      }));
      return refusals(() => employees.collection.bulkWrite(writes, { ordered: false }));
    },

    /** Leavers stay, without rights and without sessions. */
    leave: async (people: LeavingPerson[], at: Date): Promise<void> => {
      const writes = people.map(({ id, employments }) => ({
        updateOne: {
          filter: { _id: new Types.ObjectId(id), active: true },
          update: {
            $set: { active: false, leftAt: at, employments, ...staleStanding() },
            $max: { sessionsValidAfter: at },
          },
        },
      }));
      await employees.collection.bulkWrite(writes, { ordered: false });
    },
  };
};

export type RosterStore = ReturnType<typeof createRosterStore>;
