import {
  createAssignments,
  usualRules,
  type Rule,
  type Assignments,
} from '../../src/assignments/index.ts';
import type { Completion } from '../../src/completion/completion-store.ts';
import type { Catalogue, Module, Question } from '../../src/courses/index.ts';

const ids = ['a', 'b', 'c'];

export const rightOption = 'b';
export const wrongOption = 'c';

export const madeQuestion = (id: string, critical = false): Question => ({
  id,
  critical,
  text: `${id}?`,
  options: ids.map((option) => ({
    id: option,
    text: option,
    correct: option === rightOption,
    feedback: `${id} ${option}`,
  })),
});

const text = (pages: number, questions: Question[]): Module['texts']['sv'] => ({
  title: 'A module',
  summary: 'What it is about.',
  pages: Array.from({ length: pages }, (_, index) => ({
    id: `page-${index + 1}`,
    title: `Page ${index + 1}`,
    minutes: 1,
    html: '<p>Text.</p>',
    source: 'nobody',
  })),
  exercises: [
    {
      kind: 'first-hour',
      title: 'Exercise',
      intro: 'Choose.',
      steps: ['first', 'second'].map((id) => ({
        id,
        time: '03:00',
        situation: 'Something happens.',
        options: ids.map((option) => ({
          id: option,
          text: option,
          good: option === rightOption,
          feedback: option,
        })),
      })),
    },
  ],
  questions,
});

/** A module with three pages and 15 questions, of which the first three are critical. */
export const madeModule = (changes: Partial<Module> & { pages?: number } = {}): Module => {
  const { pages = 3, ...module } = changes;
  const questions = Array.from({ length: 15 }, (_, index) =>
    madeQuestion(`q${index + 1}`, index < 3),
  );
  return {
    slug: 'varfor',
    order: 1,
    minutes: 6,
    exerciseMinutes: 1,
    checkMinutes: 2,
    version: '1.0',
    drawn: 5,
    passShare: 0.8,
    imagesDir: '/nowhere',
    texts: { sv: text(pages, questions), en: text(pages, questions) },
    ...module,
  };
};

export const madeCatalogue = (...modules: Module[]): Catalogue => ({
  modules,
  module: (slug) => modules.find((one) => one.slug === slug),
});

export const employeeId = '0'.repeat(24);

/** The course as these rules assign it. */
export const assigned = (
  modules: readonly Module[],
  rules: Rule[] = usualRules({ dueOn: undefined, newStarterDays: 14 }),
): Assignments =>
  createAssignments({
    modules,
    rules: rules.map((rule) => ({ ...rule, line: 1 })),
    units: { all: () => Promise.resolve([]) },
  });

type InPortal = Extract<Completion, { how: 'portal' }>;

export const completed = (module: string, changes: Partial<InPortal> = {}): InPortal => ({
  id: `of-${module}`,
  employeeId,
  module,
  contentVersion: '1.0',
  cycle: 1,
  language: 'sv',
  score: 80,
  at: new Date('2026-11-24T08:00:00Z'),
  how: 'portal',
  attemptId: employeeId,
  ...changes,
});
