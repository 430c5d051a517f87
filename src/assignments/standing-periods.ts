import { daysAfter, type Day } from '../platform/swedish-day.ts';
import { employedOn, type AssignedCourse, type ModuleFacts } from './assigned-since.ts';
import type { PersonFacts } from './person-facts.ts';
import { moduleStandingOn } from './standing-on.ts';
import type { ModuleStanding, Standing } from './standing.ts';

/** A standing that holds from one day to another, both included; `to` is null for the last. */
export interface StandingPeriod {
  from: Day;
  to: Day | null;
  standing: Standing;
}

/** How one module stands from a day on; nothing where it is not mandatory. */
interface ModulePeriod {
  from: Day;
  standing: ModuleStanding | undefined;
}

const dayAfter = (day: Day | null | undefined): Day[] => (day ? [daysAfter(day, 1)] : []);

const bounds = (spans: readonly { from: Day; to: Day | null }[]): Day[] =>
  spans.flatMap(({ from, to }) => [from, ...dayAfter(to)]);

/** The days on which something that is known happens to whoever takes a module. */
const knownDays = (
  { employments, completions, absences }: PersonFacts,
  { rules }: AssignedCourse,
  { slug, changes = [], retired }: ModuleFacts,
): Day[] =>
  [
    ...bounds(employments),
    ...bounds(absences),
    ...completions.filter(({ module }) => module === slug).map(({ day }) => day),
    ...rules.flatMap(({ from, until }) => [...(from ? [from] : []), ...dayAfter(until)]),
    ...changes.map(({ day }) => day),
    ...(retired ? [retired] : []),
  ].sort();

/** The days that follow from a standing: when it becomes late, or opens. */
const comingDays = (standing: ModuleStanding | undefined): Day[] =>
  standing ? [...dayAfter(standing.dueOn), ...(standing.opensOn ? [standing.opensOn] : [])] : [];

const firstAfter = (today: Day, known: readonly Day[], coming: readonly Day[]): Day | undefined => {
  let first = known.find((day) => day > today);
  for (const day of coming) if (day > today && (first === undefined || day < first)) first = day;
  return first;
};

/** Looks at the module on the days that matter to it alone. */
const modulePeriods = (
  facts: PersonFacts,
  course: AssignedCourse,
  module: ModuleFacts,
  from: Day,
): ModulePeriod[] => {
  const known = knownDays(facts, course, module);
  const periods: ModulePeriod[] = [];
  let text: string | undefined = '';
  for (let day: Day | undefined = from; day !== undefined;) {
    const standing = moduleStandingOn(facts, course, module, day);
    const written = JSON.stringify(standing);
    if (written !== text) periods.push({ from: day, standing });
    text = written;
    day = firstAfter(day, known, comingDays(standing));
  }
  return periods;
};

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
  const modules = course.modules.map((module) => modulePeriods(facts, course, module, from));
  const changes = new Set(modules.flat().map((period) => period.from));
  const days = new Set([from, ...changes, ...bounds(facts.employments)]);
  const periods: StandingPeriod[] = [];
  for (const day of [...days].filter((one) => one >= from).sort()) {
    const isEmployed = employedOn(facts, day).length > 0;
    const last = periods.at(-1);
    if (last?.standing.isEmployed === isEmployed && !changes.has(day)) continue;
    const standing = modules.flatMap((one) => one.findLast((p) => p.from <= day)?.standing ?? []);
    if (last) last.to = daysAfter(day, -1);
    periods.push({ from: day, to: null, standing: { isEmployed, modules: standing } });
  }
  return periods;
};

/** The days after `from` on which the answer changes. */
export const turningDays = (facts: PersonFacts, course: AssignedCourse, from: Day): Day[] =>
  standingPeriods(facts, course, from)
    .slice(1)
    .map((period) => period.from);
