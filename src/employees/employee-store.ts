import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import {
  employeeIdOf as idOf,
  employeeModel,
  staleStanding,
  type EmployeeRecord,
  type PrivateContact,
} from './employee-model.ts';
import { toEmployee, type Employee } from './employee.ts';
import { searchedBy } from './name-search.ts';
import { createFindSignedIn } from './signed-in-store.ts';
import { unitModel } from './unit-model.ts';

/** The employees, leavers among them. An id that is none finds nobody and changes nothing. */
export const createEmployeeStore = (connection: Connection) => {
  const employees = employeeModel(connection);
  const units = unitModel(connection);
  const set = async (id: string, fields: Partial<EmployeeRecord>): Promise<void> => {
    await employees.updateOne({ _id: idOf(id) }, { $set: fields });
  };

  return {
    findById: async (id: string): Promise<Employee | null> => {
      const record = await employees.findOne({ _id: idOf(id) }).lean();
      return record && toEmployee(record);
    },

    findSignedIn: createFindSignedIn(connection),

    /** `key` is what createPersonKey makes of a personal number. */
    findByPersonKey: async (key: string): Promise<Employee | null> => {
      const record = await employees.findOne({ personKey: key }).lean();
      return record && toEmployee(record);
    },

    /**
     * The person with this employee number, or else this login, as they type it to sign in; null
     * when there is nobody, or several.
     */
    findBySignInName: async (typed: string): Promise<Employee | null> => {
      const name = typed.normalize('NFC').trim();
      const byNumber = await employees.find({ employeeNumbers: name }).limit(1).lean();
      const [found, other] = byNumber[0]
        ? byNumber
        : await employees.find({ login: name.toLowerCase() }).limit(2).lean();
      return found && !other ? toEmployee(found) : null;
    },

    /** Active people of these names, or this employee number, in these units; so many at most. */
    searchActive: async (
      text: string,
      scope: 'all' | readonly string[],
      most: number,
    ): Promise<Employee[]> => {
      const within = scope === 'all' ? [] : [{ unitPath: { $in: [...scope] } }];
      const found = await employees
        .find({ $and: [{ active: true }, ...within, searchedBy(text)] })
        .sort({ sortName: 1, _id: 1 })
        .limit(most)
        .lean();
      return found.map(toEmployee);
    },

    /** Locks every active person behind the reset; answers how many. */
    requireResetOfEveryone: async (since: Date): Promise<number> => {
      const required = { $set: { resetRequiredSince: since, ...staleStanding() } };
      return (await employees.updateMany({ active: true }, required)).modifiedCount;
    },

    /**
     * Locks these people behind the reset, unless they have left, are locked already since later, or
     * have had a new login since.
     */
    requireReset: async (ids: readonly string[], since: Date): Promise<void> => {
      if (ids.length === 0) return;
      const filter = {
        _id: { $in: ids.map(idOf).filter((id) => id !== null) },
        active: true,
        $and: [
          { $or: [{ passwordSetAt: null }, { passwordSetAt: { $lt: since } }] },
          { $or: [{ resetRequiredSince: null }, { resetRequiredSince: { $lt: since } }] },
        ],
      };
      await employees.updateMany(filter, {
        $set: { resetRequiredSince: since, ...staleStanding() },
      });
    },

    /** The new login came about elsewhere: what has been asked for since then, and not later, is met. */
    releaseReset: async (id: string, since: Date): Promise<void> => {
      const filter = { _id: idOf(id), resetRequiredSince: { $lte: since } };
      await employees.updateOne(filter, { $set: { resetRequiredSince: null, ...staleStanding() } });
    },

    /** The reset is done: one write frees the person and ends every session from before `at`. */
    completeReset: (id: string, at: Date) =>
      set(id, {
        resetRequiredSince: null,
        passwordSetAt: at,
        sessionsValidAfter: at,
        ...staleStanding(),
      }),

    /**
     * Finds the person by `toKey` from now on, and ends their sessions. False when they are not (or
     * no longer) found by `fromKey`, or when somebody else is found by `toKey`.
     */
    relinkPerson: async (
      id: string,
      { fromKey, toKey }: { fromKey: string; toKey: string },
    ): Promise<boolean> => {
      const moved = { personKey: toKey, sessionsValidAfter: new Date() };
      const _id = idOf(id);
      try {
        await employees.updateOne({ _id, personKey: fromKey }, { $set: moved });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      return (await employees.exists({ _id, personKey: toKey })) !== null;
    },

    endSessions: (id: string, at: Date) => set(id, { sessionsValidAfter: at }),

    recordContact: (id: string, contact: PrivateContact) => set(id, { contact }),

    /** True the first time, and then never again. */
    recordNoticeSeen: async (id: string, at: Date): Promise<boolean> => {
      const unseen = { _id: idOf(id), noticeSeenAt: { $exists: false } };
      const { modifiedCount } = await employees.updateOne(unseen, { $set: { noticeSeenAt: at } });
      return modifiedCount === 1;
    },

    /** Says that the person's standing is to be written anew. */
    markStanding: (id: string) => set(id, staleStanding()),

    /** The names of these people by id, as lists write them; who is not known is left out. */
    namesOf: async (ids: readonly string[]): Promise<Map<string, string>> => {
      const known = [...new Set(ids)].map(idOf).filter((id) => id !== null);
      const fields = { givenName: 1, familyName: 1 };
      const found = await employees.find({ _id: { $in: known } }, fields).lean();
      return new Map(
        found.map((one) => [one._id.toHexString(), `${one.familyName}, ${one.givenName}`]),
      );
    },

    /** The ids of those who have these names, or this employee number; leavers too, so many at most. */
    idsOf: async (text: string, most: number): Promise<string[]> => {
      const found = await employees.find(searchedBy(text), { _id: 1 }).limit(most).lean();
      return found.map(({ _id }) => _id.toHexString());
    },

    /** Is one of these somebody's employee number, or user name with or without its ending? */
    hasAny: async (names: readonly string[]): Promise<boolean> => {
      const login = new RegExp(
        `^(?:${names.map((name) => RegExp.escape(name)).join('|')})(?:@|$)`,
        'i',
      );
      const somebody = { $or: [{ employeeNumbers: { $in: names } }, { login }] };
      return (await employees.exists(somebody)) !== null;
    },

    /** The units this person manages or stands in for, with all units below. */
    managedUnitIds: async (id: string): Promise<string[]> => {
      const managed = await units
        .find({ $or: [{ managerIds: id }, { deputyIds: id }], closedAt: null }, { _id: 1 })
        .lean();
      if (managed.length === 0) return [];
      const below = { path: { $in: managed.map((unit) => unit._id) }, closedAt: null };
      return (await units.find(below, { _id: 1 }).lean()).map((unit) => unit._id);
    },

    /** Everybody ever known, leavers among them. */
    count: (): Promise<number> => employees.countDocuments(),
  };
};

export type EmployeeStore = ReturnType<typeof createEmployeeStore>;
