import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { daysAfter, type Day } from '../platform/swedish-day.ts';
import { absenceModel, type AbsenceRecord } from './absence-model.ts';
import type { Absence } from './person-facts.ts';

/** Who entered something by hand, when, and why. */
export interface Entered {
  reason: string;
  by: string;
  at: Date;
}

/** Something that was entered, as what follows from it needs it. */
export interface UnsettledAbsence {
  id: string;
  employeeId: string;
  withdraws: string | null;
  by: string;
}

/** An absence as it was entered, and its withdrawal if there is one. */
export interface AbsenceEntry extends Absence {
  id: string;
  employeeId: string;
  by: string;
  at: Date;
  /** `from`: the first day on which it holds no more. */
  withdrawn: (Entered & { from: Day }) | null;
}

const entryOf = (record: AbsenceRecord, withdrawal: AbsenceRecord | undefined): AbsenceEntry => ({
  id: record._id.toHexString(),
  employeeId: String(record.employeeId),
  kind: record.kind ?? 'exemption',
  module: record.module ?? null,
  reason: record.reason,
  from: record.from,
  to: record.to ?? record.from,
  by: String(record.by),
  at: record.at,
  withdrawn: withdrawal
    ? {
        reason: withdrawal.reason,
        by: String(withdrawal.by),
        at: withdrawal.at,
        from: withdrawal.from,
      }
    : null,
});

const entriesOf = (records: readonly AbsenceRecord[]): AbsenceEntry[] => {
  const withdrawals = new Map(records.map((record) => [String(record.withdraws), record]));
  return records
    .filter(({ withdraws }) => !withdraws)
    .map((record) => entryOf(record, withdrawals.get(String(record._id))));
};

/** The days on which entries hold; one that was withdrawn holds to the day before. */
export const absencesOf = (entries: readonly AbsenceEntry[]): Absence[] =>
  entries
    .map(({ kind, module, reason, from, to, withdrawn }) => {
      const end = withdrawn ? daysAfter(withdrawn.from, -1) : to;
      return { kind, module, reason, from, to: end < to ? end : to };
    })
    .filter(({ from, to }) => from <= to);

/** Leaves and exemptions can be added, withdrawn and read; none is changed, nor removed before its time. */
export const createAbsenceStore = (connection: Connection) => {
  const absences = absenceModel(connection);
  return {
    /** Adds one; answers its id. */
    add: async (
      employeeId: string,
      absence: Absence,
      { by, at }: Omit<Entered, 'reason'>,
    ): Promise<string> =>
      (
        await absences.create({ employeeId, ...absence, by, at, unsettled: true })
      )._id.toHexString(),

    /** Says that one holds no more from a day. False when that has been said. */
    withdraw: async (
      { id, employeeId }: Pick<AbsenceEntry, 'id' | 'employeeId'>,
      entered: Entered & { from: Day },
    ): Promise<boolean> => {
      try {
        await absences.create({ employeeId, withdraws: id, ...entered, unsettled: true });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    /** The records, withdrawals among them, of which something that follows is not yet written. */
    unsettled: async (employeeId?: string): Promise<UnsettledAbsence[]> => {
      const filter = { unsettled: true, ...(employeeId && { employeeId }) };
      return (await absences.find(filter).sort({ at: 1 }).lean()).map((record) => ({
        id: record._id.toHexString(),
        employeeId: String(record.employeeId),
        withdraws: record.withdraws ? String(record.withdraws) : null,
        by: String(record.by),
      }));
    },

    settle: async ({ id }: Pick<UnsettledAbsence, 'id'>): Promise<void> => {
      await absences.updateOne({ _id: id }, { $unset: { unsettled: 1 } });
    },

    /** Everything that was entered for a person, oldest first. */
    ofEmployee: async (employeeId: string): Promise<AbsenceEntry[]> =>
      entriesOf(await absences.find({ employeeId }).sort({ at: 1, _id: 1 }).lean()),

    /** Removes everything that was entered for these people; may be done anew. */
    forget: async (employeeIds: readonly string[]): Promise<void> => {
      await absences.deleteMany({ employeeId: { $in: employeeIds } });
    },

    /** The same of several people at once, in no order. */
    ofEmployees: async (employeeIds: readonly string[]): Promise<AbsenceEntry[]> =>
      entriesOf(await absences.find({ employeeId: { $in: employeeIds } }).lean()),
  };
};

export type AbsenceStore = ReturnType<typeof createAbsenceStore>;
