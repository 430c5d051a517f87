import { daysAfter, type Day } from '../platform/swedish-day.ts';
import type { AssignedCourse } from './assigned-since.ts';
import type { PersonFacts } from './person-facts.ts';
import { standingOn } from './standing-on.ts';
import type { Standing } from './standing.ts';

/** A standing that holds from one day to another, both included; `to` is null for the last. */
export interface StandingPeriod {
  from: Day;
  to: Day | null;
  standing: Standing;
}

const dayAfter = (day: Day | null | undefined): Day[] => (day ? [daysAfter(day, 1)] : []);

/** The days on which something that is known happens. */
const knownDays = ({ employments, completions, absences }: PersonFacts, course: AssignedCourse) =>
  [
    ...[...employments, ...absences].flatMap(({ from, to }) => [from, ...dayAfter(to)]),
    ...completions.map(({ day }) => day),
    ...course.rules.flatMap(({ from, until }) => [...(from ? [from] : []), ...dayAfter(until)]),
    ...course.modules.flatMap(({ changes = [], retired }) => [
      ...changes.map(({ day }) => day),
      ...(retired ? [retired] : []),
    ]),
  ].toSorted();

/** The days that follow from a standing: when something becomes late, or opens. */
const comingDays = ({ modules }: Standing): Day[] =>
  modules.flatMap(({ dueOn, opensOn }) => [...dayAfter(dueOn), ...(opensOn ? [opensOn] : [])]);

const isSame = (a: Standing, b: Standing): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * A person's standings from a day on, as far ahead as they follow from what is known: they change
 * only on these days, whoever asks in between. What is still to be done or renewed comes with the
 * day it becomes so, and the last period with the standing that no calendar changes.
 */
export const standingPeriods = (
  facts: PersonFacts,
  course: AssignedCourse,
  from: Day,
): StandingPeriod[] => {
  const known = knownDays(facts, course);
  const periods: StandingPeriod[] = [];
  let day: Day | undefined = from;
  while (day !== undefined) {
    const today: Day = day;
    const standing = standingOn(facts, course, today);
    const last = periods.at(-1);
    if (!last || !isSame(last.standing, standing)) {
      if (last) last.to = daysAfter(today, -1);
      periods.push({ from: today, to: null, standing });
    }
    day = [...known, ...comingDays(standing)].filter((one) => one > today).toSorted()[0];
  }
  return periods;
};

/** The days after `from` on which the answer changes. */
export const turningDays = (facts: PersonFacts, course: AssignedCourse, from: Day): Day[] =>
  standingPeriods(facts, course, from)
    .slice(1)
    .map((period) => period.from);
