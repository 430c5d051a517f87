import type { Employee, Employment, EmploymentType } from '../employees/index.ts';
import type { Day } from '../platform/swedish-day.ts';

/** Where a person worked and as what, from one day to another, both included. */
export type EmploymentPeriod = Pick<Employment, 'from' | 'to' | 'unitPath' | 'roles'>;

/** That a person had done a module, on a day. */
export interface CompletionFact {
  module: string;
  contentVersion: string;
  cycle: number;
  day: Day;
  /** A later record says that it does not count. */
  isCorrected: boolean;
}

export const absenceKinds = ['leave', 'exemption'] as const;
export type AbsenceKind = (typeof absenceKinds)[number];

/** Days, both included, on which a person need not take a module, or any. */
export interface Absence {
  kind: AbsenceKind;
  /** Null: the whole course. */
  module: string | null;
  reason: string;
  from: Day;
  to: Day;
}

/** All that decides what is mandatory for one person. */
export interface PersonFacts {
  employments: readonly EmploymentPeriod[];
  employmentType: EmploymentType | null;
  completions: readonly CompletionFact[];
  absences: readonly Absence[];
}

/** A person of the roster, with what they have done and when they were away. */
export const factsOf = (
  { employments, employmentType }: Pick<Employee, 'employments' | 'employmentType'>,
  completions: readonly CompletionFact[],
  absences: readonly Absence[],
): PersonFacts => ({ employments, employmentType, completions, absences });
