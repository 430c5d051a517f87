import type { EmploymentType } from '../employees/index.ts';
import type { Role } from '../platform/roles.ts';
import type { Day } from '../platform/swedish-day.ts';

/** When a module is to be taken again, counted from the day it was done. */
export type Renewal =
  | {
      kind: 'rolling';
      /** Days that a completion holds. */
      days: number;
      /** Days before its end from which it may be renewed. */
      openDays: number;
    }
  | {
      kind: 'calendar';
      /** The day of each year on which it opens, and the last day to do it, as 01-31. */
      opens: string;
      due: string;
      /** A completion at most so many days before the opening counts for that year. */
      creditDays: number;
      /** Nobody is asked again sooner than so many days after the last completion. */
      minimumDays: number;
    };

/**
 * Who takes which modules, and until when. Of all rules, the first that fits the person and the
 * module on a day decides.
 */
export interface Rule {
  name: string;
  /** `all`: those of the course that are for everybody, or for one of the person's roles. */
  modules: 'all' | readonly string[];
  /** False: whom this rule fits need not take them. */
  isMandatory: boolean;
  /** One of these is enough; without a list the rule fits whatever it is. */
  roles?: readonly Role[] | undefined;
  /** With all units below. */
  unitIds?: readonly string[] | undefined;
  employmentTypes?: readonly EmploymentType[] | undefined;
  /** The days on which the rule holds, both included. */
  from?: Day | undefined;
  until?: Day | undefined;
  /** The day by which everybody must be done. */
  dueOn?: Day | undefined;
  /** Days that a person has from the day the module became theirs, and after a leave. */
  newStarterDays: number;
  /** Days that a person has to take a module again whose content has changed. */
  changeDays: number;
  renewal?: Renewal | undefined;
}
