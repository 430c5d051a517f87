import type { Day } from '../platform/swedish-day.ts';
import type { Rule } from './rule.ts';

/** What holds where the rules say nothing else. */
export interface UsualTerms {
  /** The day by which everybody must be done; none when only the days of a new starter hold. */
  dueOn: Day | undefined;
  /** Days that a person has from the day they came into the roster. */
  newStarterDays: number;
}

/** The rules of an organisation that has written none: everybody takes the course, once. */
export const usualRules = ({ dueOn, newStarterDays }: UsualTerms): Rule[] => [
  { name: 'usual', modules: 'all', isMandatory: true, dueOn, newStarterDays, changeDays: 30 },
];
