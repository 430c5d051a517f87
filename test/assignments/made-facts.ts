import type {
  Absence,
  AssignedCourse,
  CompletionFact,
  EmploymentPeriod,
  ModuleFacts,
  PersonFacts,
  Rule,
} from '../../src/assignments/index.ts';

export const employed = (changes: Partial<EmploymentPeriod> = {}): EmploymentPeriod => ({
  from: '2026-01-01',
  to: null,
  unitPath: ['care', 'north'],
  roles: ['employee'],
  ...changes,
});

/** That module `a` was done on a day. */
export const done = (day: string, changes: Partial<CompletionFact> = {}): CompletionFact => ({
  module: 'a',
  contentVersion: '1.0',
  cycle: 1,
  day,
  isCorrected: false,
  ...changes,
});

export const away = (from: string, to: string, changes: Partial<Absence> = {}): Absence => ({
  kind: 'leave',
  module: null,
  reason: 'parental leave',
  from,
  to,
  ...changes,
});

export const person = (changes: Partial<PersonFacts> = {}): PersonFacts => ({
  employments: [employed()],
  employmentType: null,
  completions: [],
  absences: [],
  ...changes,
});

export const madeRule = (changes: Partial<Rule> = {}): Rule => ({
  name: 'all',
  modules: 'all',
  isMandatory: true,
  newStarterDays: 14,
  changeDays: 30,
  ...changes,
});

export const moduleA: ModuleFacts = { slug: 'a', version: '1.0' };

export const course = (
  rules: Rule[] = [madeRule()],
  modules: ModuleFacts[] = [moduleA],
): AssignedCourse => ({ rules, modules });
