import { editionOf } from '../courses/index.ts';
import { daysAfter, type Day } from '../platform/swedish-day.ts';
import {
  assignedSince,
  assignmentOn,
  employedOn,
  type AssignedCourse,
  type ModuleFacts,
} from './assigned-since.ts';
import type { Absence, CompletionFact, PersonFacts } from './person-facts.ts';
import { editionOn, renewalsOf, type DueRenewal } from './renewal.ts';
import type { Rule } from './rule.ts';
import type { ModuleStanding, ModuleStatus, RenewalCause, Standing } from './standing.ts';

const latestDay = (days: Day[]): Day => days.toSorted().at(-1) ?? '';

/** What there was of a module by a day. */
const recordsBy = ({ completions }: PersonFacts, { slug }: ModuleFacts, day: Day) =>
  completions.filter((one) => one.module === slug && one.day <= day);

/** Of equal ones the one that is told later counts as later. */
const isBefore = (a: CompletionFact, b: CompletionFact): boolean =>
  a.day < b.day || (a.day === b.day && a.cycle <= b.cycle);

/** The last completion that counts. */
const heldOf = (records: readonly CompletionFact[]): CompletionFact | undefined =>
  records
    .filter(({ isCorrected }) => !isCorrected)
    .reduce<CompletionFact | undefined>(
      (last, one) => (last === undefined || isBefore(last, one) ? one : last),
      undefined,
    );

/**
 * The round to open next: each record of an edition has used up its number, also one that is
 * corrected, so that what is done again never meets it.
 */
const nextCycle = (records: readonly CompletionFact[], edition: string): number =>
  1 +
  Math.max(
    0,
    ...records
      .filter(({ contentVersion }) => editionOf(contentVersion) === edition)
      .map(({ cycle }) => cycle),
  );

const concerning = (facts: PersonFacts, { slug }: ModuleFacts): Absence[] =>
  facts.absences.filter(({ module }) => module === null || module === slug);

const absentOn = (absences: readonly Absence[], day: Day): Absence | undefined =>
  absences
    .filter(({ from, to }) => from <= day && day <= to)
    .toSorted((a, b) => a.to.localeCompare(b.to))
    .at(-1);

/** The open renewal that ends first; undefined while none is open. */
const openOf = (renewals: readonly DueRenewal[], day: Day): DueRenewal | undefined =>
  renewals
    .filter(({ opensOn }) => opensOn <= day)
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))[0];

/** How a module stands by what was done, whether or not it is mandatory. */
const roundOn = (
  facts: PersonFacts,
  module: ModuleFacts,
  rule: Pick<Rule, 'changeDays' | 'renewal'>,
  day: Day,
) => {
  const records = recordsBy(facts, module, day);
  const held = heldOf(records);
  const renewals = held ? renewalsOf(module, held, rule, day) : [];
  const open = openOf(renewals, day);
  const edition = editionOn(module, day);
  const isDone =
    held !== undefined && !open && Number(editionOf(held.contentVersion)) >= Number(edition);
  const wasCorrected = !held && records.some(({ isCorrected }) => isCorrected);
  const cause: RenewalCause | null = open?.cause ?? (wasCorrected ? 'correction' : null);
  return {
    isDone,
    held,
    open,
    cycle: isDone ? held.cycle : nextCycle(records, editionOf(module.version)),
    cause,
    validUntil: renewals.map(({ dueOn }) => dueOn).toSorted()[0] ?? null,
    opensOn:
      renewals
        .map(({ opensOn }) => opensOn)
        .filter((opens) => opens > day)
        .toSorted()[0] ?? null,
  };
};

/**
 * The last day to do what is to be done: the renewal's, or the day set for everybody; but never
 * sooner than the days of a new starter from when it became theirs, or after an absence.
 */
const dueDay = (rule: Rule, since: Day, open: DueRenewal | undefined, over: Absence[]): Day =>
  latestDay([
    daysAfter(since, rule.newStarterDays),
    open ? open.dueOn : (rule.dueOn ?? ''),
    ...over.map(({ to }) => daysAfter(to, rule.newStarterDays)),
  ]);

const openStatus = (day: Day, dueOn: Day | null, wasDone: boolean): ModuleStatus => {
  if (dueOn === null) return 'exempt';
  if (day > dueOn) return 'late';
  return wasDone ? 'renew' : 'todo';
};

/** How one module stands for a person on a day; undefined where it is not mandatory. */
export const moduleStandingOn = (
  facts: PersonFacts,
  course: AssignedCourse,
  module: ModuleFacts,
  day: Day,
): ModuleStanding | undefined => {
  const assignment = assignmentOn(facts, course, module, day);
  if (!assignment) return undefined;
  const { rule } = assignment;
  const { isDone, held, open, ...round } = roundOn(facts, module, rule, day);
  const absences = concerning(facts, module);
  const absence = absentOn(absences, day) ?? null;
  const since = assignedSince(facts, course, module, day);
  const over = absences.filter(({ to }) => to < day && to >= since);
  const dueOn = isDone || absence ? null : dueDay(rule, since, open, over);
  const status = isDone ? 'done' : openStatus(day, dueOn, held !== undefined);
  return {
    module: module.slug,
    status,
    ...round,
    dueOn,
    doneOn: held?.day ?? null,
    absence,
    rule: rule.name,
  };
};

/** The round of a module that a person is in on a day, also of one that is not mandatory for them. */
export const moduleRoundOn = (
  facts: PersonFacts,
  course: AssignedCourse,
  module: ModuleFacts,
  day: Day,
): { cycle: number; isDone: boolean } => {
  const rule = assignmentOn(facts, course, module, day)?.rule ?? { changeDays: 0 };
  const { cycle, isDone } = roundOn(facts, module, rule, day);
  return { cycle, isDone };
};

/**
 * What is mandatory for a person on a day, and how it stands by what is known today: a completion
 * that was entered or corrected later counts, or does not, from the day it is about.
 */
export const standingOn = (facts: PersonFacts, course: AssignedCourse, day: Day): Standing => ({
  isEmployed: employedOn(facts, day).length > 0,
  modules: course.modules.flatMap((module) => moduleStandingOn(facts, course, module, day) ?? []),
});
