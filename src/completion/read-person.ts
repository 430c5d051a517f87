import {
  absencesOf,
  factsOf,
  type AbsenceStore,
  type CompletionFact,
  type PersonFacts,
} from '../assignments/index.ts';
import type { Employee, EmployeeStore } from '../employees/index.ts';
import { dayOf } from '../platform/swedish-day.ts';
import type { Completion, CompletionStore } from './completion-store.ts';
import type { CorrectionStore } from './correction-store.ts';
import type { Round } from './round.ts';

/** All that decides how a person stands, as it was at one moment. */
export interface ReadPerson {
  employee: Employee | null;
  facts: PersonFacts;
  /** Those that count, oldest first. */
  counted: Completion[];
  /** How much is on record: another number means that more has come. */
  records: number;
}

const nobody = { employments: [], employmentType: null };

/** What a completion says of a day, whether or not a later record says that it does not count. */
export const completionFact = (
  { module, contentVersion, cycle, at }: Omit<Round, 'employeeId'> & { at: Date },
  isCorrected: boolean,
): CompletionFact => ({ module, contentVersion, cycle, day: dayOf(at), isCorrected });

export const createReadPerson =
  (deps: {
    employees: Pick<EmployeeStore, 'findById'>;
    completions: Pick<CompletionStore, 'ofEmployee'>;
    corrections: Pick<CorrectionStore, 'ofEmployee'>;
    absences: Pick<AbsenceStore, 'ofEmployee'>;
  }) =>
  async (employeeId: string): Promise<ReadPerson> => {
    const [employee, completions, corrections, absences] = await Promise.all([
      deps.employees.findById(employeeId),
      deps.completions.ofEmployee(employeeId),
      deps.corrections.ofEmployee(employeeId),
      deps.absences.ofEmployee(employeeId),
    ]);
    const corrected = new Set(corrections.map(({ completionId }) => completionId));
    const done = completions.map((one) => completionFact(one, corrected.has(one.id)));
    return {
      employee,
      facts: factsOf(employee ?? nobody, done, absencesOf(absences)),
      counted: completions.filter(({ id }) => !corrected.has(id)),
      records: completions.length + corrections.length,
    };
  };

export type PersonReader = ReturnType<typeof createReadPerson>;
