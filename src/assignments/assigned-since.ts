import type { Module } from '../courses/index.ts';
import { daysAfter, type Day } from '../platform/swedish-day.ts';
import type { EmploymentPeriod, PersonFacts } from './person-facts.ts';
import type { Rule } from './rule.ts';

/** What of a module decides who takes it and when. */
export type ModuleFacts = Pick<Module, 'slug' | 'version' | 'for' | 'changes' | 'retired'>;

/** The course as it is assigned: its modules in their order, and the rules, the first ones first. */
export interface AssignedCourse {
  modules: readonly ModuleFacts[];
  rules: readonly Rule[];
}

const holdsOn = (period: { from?: Day | undefined; to?: Day | null | undefined }, day: Day) =>
  (period.from ?? day) <= day && day <= (period.to ?? day);

export const employedOn = ({ employments }: PersonFacts, day: Day): EmploymentPeriod[] =>
  employments.filter((period) => holdsOn(period, day));

const overlaps = <T>(wanted: readonly T[] | undefined, has: readonly T[]): boolean =>
  wanted?.some((one) => has.includes(one)) ?? true;

const fitsModule = (rule: Rule, module: ModuleFacts, { roles }: EmploymentPeriod): boolean =>
  rule.modules === 'all' ? overlaps(module.for, roles) : rule.modules.includes(module.slug);

const fits = (
  rule: Rule,
  module: ModuleFacts,
  employment: EmploymentPeriod,
  type: PersonFacts['employmentType'],
): boolean =>
  fitsModule(rule, module, employment) &&
  overlaps(rule.roles, employment.roles) &&
  overlaps(rule.unitIds, employment.unitPath) &&
  overlaps(rule.employmentTypes, type === null ? [] : [type]);

/** The day a module first came out, where its changes tell. */
const releasedOn = ({ changes }: ModuleFacts): Day | undefined =>
  changes?.find(({ kind }) => kind === 'new')?.day;

const isOffered = (module: ModuleFacts, day: Day): boolean =>
  (releasedOn(module) ?? day) <= day && (module.retired === undefined || day < module.retired);

/** The rule that makes a module mandatory on a day, and through which employments. */
export const assignmentOn = (
  facts: PersonFacts,
  { rules }: Pick<AssignedCourse, 'rules'>,
  module: ModuleFacts,
  day: Day,
): { rule: Rule; employments: EmploymentPeriod[] } | null => {
  if (!isOffered(module, day)) return null;
  const employed = employedOn(facts, day);
  for (const rule of rules) {
    if (!holdsOn({ from: rule.from, to: rule.until }, day)) continue;
    const employments = employed.filter((employment) =>
      fits(rule, module, employment, facts.employmentType),
    );
    if (employments.length > 0) return rule.isMandatory ? { rule, employments } : null;
  }
  return null;
};

/** The last of these days. */
const latest = (days: (Day | undefined)[]): Day =>
  days
    .filter((day) => day !== undefined)
    .toSorted()
    .at(-1) ?? '';

/**
 * Since when a module has been mandatory for a person without a break, up to a day on which it is.
 * Neither another unit nor another rule is a break; having left is.
 */
export const assignedSince = (
  facts: PersonFacts,
  course: Pick<AssignedCourse, 'rules'>,
  module: ModuleFacts,
  day: Day,
): Day => {
  let since = day;
  let assignment = assignmentOn(facts, course, module, since);
  while (assignment) {
    const employed = assignment.employments.map(({ from }) => from).toSorted()[0];
    since = latest([employed, assignment.rule.from, releasedOn(module)]);
    assignment = assignmentOn(facts, course, module, daysAfter(since, -1));
  }
  return since;
};
