import type {
  Absence,
  AbsenceEntry,
  AbsenceStore,
  UnsettledAbsence,
} from '../assignments/index.ts';
import type { Audit } from '../audit/index.ts';
import type { Employee, EmployeeStore } from '../employees/index.ts';
import type { Day } from '../platform/swedish-day.ts';

export interface EnterAbsenceDeps {
  absences: AbsenceStore;
  employees: Pick<EmployeeStore, 'markStanding'>;
  audit: Audit;
}

const isSame = (a: Absence, b: Absence): boolean =>
  a.kind === b.kind && a.module === b.module && a.from === b.from && a.to === b.to;

/** Leaves and exemptions: entered, and withdrawn by a later record. */
export const createEnterAbsence = ({ absences, employees, audit }: EnterAbsenceDeps) => {
  /** What follows from a record; may be done again. */
  const settle = async ({ id, employeeId, withdraws, by }: UnsettledAbsence): Promise<void> => {
    await employees.markStanding(employeeId);
    await audit.record({
      action: withdraws ? 'absence.withdrawn' : 'absence.entered',
      actor: by,
      target: employeeId,
      result: 'ok',
      details: { record: withdraws ?? id },
    });
    await absences.settle({ id });
  };

  const settleAll = async (employeeId?: string): Promise<void> => {
    for (const record of await absences.unsettled(employeeId)) await settle(record);
  };

  return {
    /** The same one twice, by a form that was sent twice, is entered once. */
    enter: async ({ id }: Pick<Employee, 'id'>, absence: Absence, by: string): Promise<void> => {
      const known = await absences.ofEmployee(id);
      if (known.some((one) => one.withdrawn === null && isSame(one, absence))) return;
      await absences.add(id, absence, { by, at: new Date() });
      await settleAll(id);
    },

    /** False when it has been withdrawn. */
    withdraw: async (
      entry: AbsenceEntry,
      given: { from: Day; reason: string },
      by: string,
    ): Promise<boolean> => {
      const withdrawn = await absences.withdraw(entry, { ...given, by, at: new Date() });
      await settleAll(entry.employeeId);
      return withdrawn;
    },

    of: absences.ofEmployee,

    /** Finishes what a crash left half done; run at start. */
    repair: (): Promise<void> => settleAll(),
  };
};
