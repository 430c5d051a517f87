import type { Day } from '../platform/swedish-day.ts';
import type { Absence } from './person-facts.ts';

/**
 * How a mandatory module stands for a person: `renew` is done before and to be done again, and still
 * counts; `late` is either of the last two when the last day has gone.
 */
export type ModuleStatus = 'done' | 'todo' | 'renew' | 'late' | 'exempt';

/** Why somebody who has done a module is asked again. */
export type RenewalCause = 'period' | 'content' | 'correction';

export interface ModuleStanding {
  module: string;
  status: ModuleStatus;
  /** The round that is open, or that is done. */
  cycle: number;
  /** The last day to do it; null when there is nothing to do. */
  dueOn: Day | null;
  /** The day it was last done, of completions that count. */
  doneOn: Day | null;
  /** The last day on which that counts; null while nothing ends it. */
  validUntil: Day | null;
  /** The next day on which it opens to be done again. */
  opensOn: Day | null;
  cause: RenewalCause | null;
  /** Why it need not be done now. */
  absence: Absence | null;
  /** The rule that decided. */
  rule: string;
}

/** What is mandatory for a person on a day; nothing for who is not employed. */
export interface Standing {
  isEmployed: boolean;
  modules: ModuleStanding[];
}

/** A person in the figures: `none` has nothing mandatory, `left` is not employed. */
type PersonStatus = 'left' | 'none' | 'exempt' | 'late' | 'todo' | 'done';

export interface StandingSum {
  status: PersonStatus;
  done: number;
  /** Those that are not exempt. */
  total: number;
  /** The first of the last days; null when nothing is left. */
  dueOn: Day | null;
  /** Until when all that is done counts; null while nothing ends it. */
  validUntil: Day | null;
}

const firstOf = (days: readonly (Day | null)[]): Day | null =>
  days.reduce(
    (first, day) => (first === null || (day !== null && day < first) ? day : first),
    null,
  );

const statusOf = ({ isEmployed, modules }: Standing): PersonStatus => {
  const has = (...wanted: ModuleStatus[]) => modules.some(({ status }) => wanted.includes(status));
  if (!isEmployed) return 'left';
  if (modules.length === 0) return 'none';
  if (has('late')) return 'late';
  if (has('todo', 'renew')) return 'todo';
  const isAway = modules.some((one) => one.status === 'exempt' && one.absence?.module === null);
  return isAway || !has('done') ? 'exempt' : 'done';
};

/** A person's modules together. */
export const sumOfStanding = (standing: Standing): StandingSum => {
  const counted = standing.modules.filter(({ status }) => status !== 'exempt');
  const left = counted.filter(({ status }) => status !== 'done');
  return {
    status: statusOf(standing),
    done: counted.length - left.length,
    total: counted.length,
    dueOn: firstOf(left.map(({ dueOn }) => dueOn)),
    validUntil: firstOf(counted.map(({ validUntil }) => validUntil)),
  };
};
