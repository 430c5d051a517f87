export { commonDueDay } from './common-due-day.ts';
export { countPeople, hasLogin } from './count-people.ts';
export { createStandings, type Standings } from './create-standings.ts';
export { dayNumber, dayOfNumber } from './day-number.ts';
export { countedIn, noFigures, type Figures } from './figures.ts';
export {
  findPeople,
  hiredOn,
  type Criteria,
  type Found,
  type WantedStatus,
} from './find-people.ts';
export { nameMatch } from './name-match.ts';
export { orderPeople, sortings, type Sorting } from './order-people.ts';
export { overdueDays } from './overdue-days.ts';
export { isInScope, rollUp, sumByDay, type Scope } from './roll-up.ts';
export type { StandingBook } from './standing-book.ts';
export { standingStatuses, type StandingStatus } from './standing.ts';
export { doneAt, dueAt, lastPeriod, periodOn, placeAt, stateAt } from './timeline.ts';
