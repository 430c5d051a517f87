export {
  absencesOf,
  createAbsenceStore,
  type AbsenceEntry,
  type AbsenceStore,
  type UnsettledAbsence,
} from './absence-store.ts';
export type { AssignedCourse, ModuleFacts } from './assigned-since.ts';
export { createAssignments, type Assignments } from './create-assignments.ts';
export { loadRules } from './load-rules.ts';
export {
  absenceKinds,
  factsOf,
  type Absence,
  type CompletionFact,
  type EmploymentPeriod,
  type PersonFacts,
} from './person-facts.ts';
export type { Rule } from './rule.ts';
export { sumOfStanding, type ModuleStanding, type Standing, type StandingSum } from './standing.ts';
export { moduleRoundOn, standingOn } from './standing-on.ts';
export { standingPeriods, turningDays } from './standing-periods.ts';
export { usualRules } from './usual-rules.ts';
