import {
  standingPeriods,
  sumOfStanding,
  type AssignedCourse,
  type ModuleStanding,
  type PersonFacts,
  type Standing as Assignment,
  type StandingSum,
} from '../assignments/index.ts';
import { dayOf, daysAfter, type Day } from '../platform/swedish-day.ts';
import type { FollowedPerson } from './followed-person.ts';
import type { Period, Place, Standing, StandingStatus, State } from './standing.ts';

const latestOf = (days: readonly (Day | null)[]): Day | null =>
  days.reduce((latest, day) => ((day ?? '') > (latest ?? '') ? day : latest), null);

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

const placeOn = ({ employments }: FollowedPerson, day: Day): Place | null => {
  const held = employments.filter(({ from, to }) => from <= day && day <= (to ?? day));
  if (held.length === 0) return null;
  return {
    unitIds: unique(held.flatMap(({ unitIds }) => unitIds)),
    unitPath: unique(held.flatMap(({ unitPath }) => unitPath)),
    roles: unique(held.flatMap(({ roles }) => roles)),
  };
};

/** Begun since it was last done: a round that is over does not count for the next one. */
const isBegun = (begun: FollowedPerson['begun'], { module, doneOn }: ModuleStanding, day: Day) =>
  begun.some((one) => one.module === module && one.day <= day && one.day > (doneOn ?? ''));

/** What is to be renewed counts until its last day. */
const statusOfModule = (
  standing: ModuleStanding,
  begun: FollowedPerson['begun'],
  day: Day,
): StandingStatus => {
  if (standing.status === 'todo')
    return isBegun(begun, standing, day) ? 'in-progress' : 'not-started';
  return ({ done: 'done', renew: 'done', late: 'overdue', exempt: 'exempt' } as const)[
    standing.status
  ];
};

const statusOfAll = ({ status }: StandingSum, modules: StandingStatus[]): StandingStatus => {
  if (status === 'late') return 'overdue';
  if (status === 'none' || status === 'exempt' || status === 'left') return 'exempt';
  if (status === 'done' || modules.every((one) => one === 'done' || one === 'exempt'))
    return 'done';
  return modules.some((one) => one === 'done' || one === 'in-progress')
    ? 'in-progress'
    : 'not-started';
};

const stateAndDays = ({ begun }: FollowedPerson, assignment: Assignment, day: Day) => {
  const modules: State['modules'] = Object.fromEntries(
    assignment.modules.map((one) => [one.module, statusOfModule(one, begun, day)]),
  );
  const sum = sumOfStanding(assignment);
  const status = statusOfAll(sum, Object.values(modules));
  const done = latestOf(assignment.modules.map(({ doneOn }) => doneOn));
  return { state: { status, modules }, dueOn: sum.dueOn, doneOn: status === 'done' ? done : null };
};

/** The days on which something changes: the assignment, the place, or what is begun. */
const turnsOf = ({ employments, begun }: FollowedPerson, first: Day, assigned: readonly Day[]) =>
  unique([
    ...assigned,
    ...employments.flatMap(({ from, to }) => [from, ...(to === null ? [] : [daysAfter(to, 1)])]),
    ...begun.map(({ day }) => day),
  ])
    .filter((day) => day >= first)
    .toSorted();

const isSame = (a: Period, b: Omit<Period, 'from' | 'to'>): boolean =>
  a.to === null &&
  a.dueOn === b.dueOn &&
  a.doneOn === b.doneOn &&
  JSON.stringify([a.place, a.state]) === JSON.stringify([b.place, b.state]);

const periodsOf = (person: FollowedPerson, course: AssignedCourse): Period[] => {
  const [first] = person.employments.map(({ from }) => from).toSorted();
  if (first === undefined) return [];
  const { employments, completions, absences, record } = person;
  const employmentType = record.employmentType ?? null;
  const facts: PersonFacts = { employments, completions, absences, employmentType };
  const assigned = standingPeriods(facts, course, first);
  const periods: Period[] = [];
  for (const day of turnsOf(
    person,
    first,
    assigned.map(({ from }) => from),
  )) {
    const place = placeOn(person, day);
    const last = periods.at(-1);
    const assignment = assigned.findLast(({ from }) => from <= day)?.standing;
    const next = place && assignment && { place, ...stateAndDays(person, assignment, day) };
    if (last && next && isSame(last, next)) continue;
    if (last?.to === null) last.to = daysAfter(day, -1);
    if (next) periods.push({ from: day, to: null, ...next });
  }
  return periods;
};

const dayOrNull = (at: Date | null): Day | null => (at === null ? null : dayOf(at));

/** Works out a person's standing on all days from everything on record; the only place that does. */
export const makeStanding = (person: FollowedPerson, course: AssignedCourse): Standing => {
  const { record } = person;
  const { givenName, familyName, searchName, sortName, resetRequiredSince } = record;
  return {
    ...{ givenName, familyName, searchName, sortName },
    employeeId: record._id.toHexString(),
    employeeNumbers: record.employeeNumbers,
    isProtected: record.protected ?? false,
    loginLeftSince: dayOrNull(resetRequiredSince),
    loginDoneOn: dayOrNull(record.passwordSetAt),
    periods: periodsOf(person, course),
  };
};
