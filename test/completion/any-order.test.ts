import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usualTerms } from '../../src/completion/course-terms.ts';
import type { OpenedCheck } from '../../src/completion/take-check.ts';
import type { Module } from '../../src/courses/index.ts';
import { openCourseWorld, type CourseWorld } from './course-world.ts';
import { assigned, madeCatalogue, madeModule } from './made-course.ts';

let world: CourseWorld;
beforeAll(async () => {
  world = await openCourseWorld();
});
afterAll(() => world.close());

type Attempt = Extract<OpenedCheck, { kind: 'open' }>['attempt'];

/** What a person can do, in any tab, in any order. */
const action = fc.oneof(
  fc.record({ do: fc.constant('step' as const), step: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ do: fc.constant('exercise' as const), number: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('pre-test' as const), wrong: fc.constantFrom(0, 0, 5) }),
  fc.record({ do: fc.constant('check' as const) }),
  fc.record({
    do: fc.constant('answer' as const),
    which: fc.nat(3),
    wrong: fc.constantFrom(0, 0, 1, 5),
    times: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ do: fc.constant('overview' as const) }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 10) }),
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

const pages = 3;

/** A module with so many exercises, in a portal where a test before the pages is offered or not. */
const setUp = (exercises: number, preTest: boolean) => {
  const made = madeModule();
  const of = (text: Module['texts']['sv']) => ({
    ...text,
    exercises: Array.from({ length: exercises }, () => text.exercises).flat(),
  });
  const module = { ...made, texts: { sv: of(made.texts.sv), en: of(made.texts.en) } };
  const catalogue = madeCatalogue(module);
  return { module, ...world.start({ catalogue, terms: { ...usualTerms, preTest } }) };
};

/** Everything first done properly, so that the rest of the sequence plays around the check. */
const thoroughly = (exercises: number): Action[] => [
  ...Array.from({ length: pages }, (_, page) => ({ do: 'step' as const, step: page + 1 })),
  ...Array.from({ length: exercises }, (_, index): Action[] => [
    { do: 'step', step: pages + index + 1 },
    { do: 'exercise', number: index + 1 },
  ]).flat(),
  { do: 'check' },
];

const createPerson = async (exercises: number, withPreTest: boolean) => {
  const id = await world.newEmployee();
  const { module, course, check, preTest, completionsOf } = setUp(exercises, withPreTest);
  const steps = Array.from({ length: pages + exercises }, (_, index) => index + 1);
  const seen: Attempt[] = [];
  const read = new Set<number>();
  let exercised = 0;

  const takePreTest = async (wrong: number) => {
    const test = await preTest.open(id, module);
    if (!test) return;
    read.add(1);
    const answered = await preTest.answer(id, module, world.fieldsFor(test.questions, wrong));
    // Whoever passes need not read the pages, but do the exercises.
    if (answered?.test.result?.passed) for (const step of steps.slice(0, pages + 1)) read.add(step);
  };

  const openCheck = async () => {
    const opened = await check.open(id, module);
    if (opened.kind !== 'open') return;
    expect(steps.filter((step) => !read.has(step))).toEqual([]);
    expect(exercised).toBe(exercises);
    if (!seen.some((one) => one.id === opened.attempt.id)) seen.push(opened.attempt);
  };

  const answer = async ({ which, wrong, times }: Extract<Action, { do: 'answer' }>) => {
    const attempt = seen[which % Math.max(seen.length, 1)];
    if (!attempt) return;
    const post = (wrongOnes: number) =>
      check.answer(id, module, {
        attemptId: attempt.id,
        fields: world.fieldsFor(attempt.questions, wrongOnes),
        language: 'sv',
      });
    // Tabs that say different things at the same time.
    await Promise.all([wrong, 5 - wrong, wrong].slice(0, times).map(post));
  };

  const act = async (one: Action): Promise<void> => {
    if (one.do === 'step' && (await course.openStep(id, module, one.step))) read.add(one.step);
    if (one.do === 'exercise') {
      await course.finishExercise(id, module, one.number);
      const isNext = one.number === exercised + 1 && one.number <= exercises;
      if (isNext && read.has(pages + one.number)) exercised += 1;
    }
    if (one.do === 'pre-test' && withPreTest) await takePreTest(one.wrong);
    if (one.do === 'check') await openCheck();
    if (one.do === 'answer') await answer(one);
    if (one.do === 'overview') await course.overview(id);
    if (one.do === 'wait') world.wait(one.minutes);
  };

  /** What must hold at any moment. */
  const examine = async () => {
    const found = await Promise.all(seen.map((one) => check.find(id, module, one.id)));
    const passed = found.filter((one) => one?.answeredAt && one.passed);
    const completions = await completionsOf(id);
    expect(completions.length).toBeLessThanOrEqual(1);
    expect(completions.map((one) => one.how === 'portal' && one.attemptId)).toEqual(
      passed.map((one) => one?.id),
    );
    const standing = await world.standingOf(id, assigned([module]));
    expect(standing.done).toBe(completions.length);
    expect(await world.audited(id)).toBe(completions.length);
  };

  return { act, examine };
};

describe('whatever a person does, in whatever order', () => {
  it.each([
    { exercises: 1, preTest: false, first: 'with nothing done' },
    { exercises: 1, preTest: false, first: 'from the check on' },
    { exercises: 3, preTest: true, first: 'with nothing done' },
    { exercises: 3, preTest: true, first: 'from the check on' },
  ])(
    'gives one completion exactly when a check was passed, $first, exercises: $exercises, a test before the pages: $preTest',
    async ({ exercises, preTest, first }) => {
      const before = first === 'from the check on' ? thoroughly(exercises) : [];
      await fc.assert(
        fc.asyncProperty(fc.array(action, { maxLength: 15 }), async (actions) => {
          const { act, examine } = await createPerson(exercises, preTest);
          for (const one of [...before, ...actions]) {
            await act(one);
            await examine();
          }
        }),
        { numRuns: 10 },
      );
    },
  );
});
