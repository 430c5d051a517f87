import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenedCheck } from '../../src/completion/take-check.ts';
import { openCourseWorld, type CourseWorld } from './course-world.ts';

let world: CourseWorld;
beforeAll(async () => {
  world = await openCourseWorld();
});
afterAll(() => world.close());

type Attempt = Extract<OpenedCheck, { kind: 'open' }>['attempt'];

/** What a person can do, in any tab, in any order. */
const action = fc.oneof(
  fc.record({ do: fc.constant('step' as const), step: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant('exercise' as const) }),
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

/** Everything first done properly, so that the rest of the sequence plays around the check. */
const thorough: Action[] = [
  ...[1, 2, 3, 4].map((step) => ({ do: 'step' as const, step })),
  { do: 'exercise' },
  { do: 'check' },
];

const createPerson = async () => {
  const id = await world.newEmployee();
  const { module, course, check } = world;
  const seen: Attempt[] = [];
  const read = new Set<number>();
  let exercised = false;

  const openCheck = async () => {
    const opened = await check.open(id, module);
    if (opened.kind !== 'open') return;
    expect([...read].sort()).toEqual([1, 2, 3, 4]);
    expect(exercised).toBe(true);
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
      await course.finishExercise(id, module, 1);
      exercised ||= read.has(4);
    }
    if (one.do === 'check') await openCheck();
    if (one.do === 'answer') await answer(one);
    if (one.do === 'overview') await course.overview(id);
    if (one.do === 'wait') world.wait(one.minutes);
  };

  /** What must hold at any moment. */
  const examine = async () => {
    const found = await Promise.all(seen.map((one) => check.find(id, module, one.id)));
    const passed = found.filter((one) => one?.answeredAt && one.passed);
    const completions = await world.completionsOf(id);
    expect(completions.length).toBeLessThanOrEqual(1);
    expect(completions.map(({ attemptId }) => attemptId)).toEqual(passed.map((one) => one?.id));
    const course = await world.summaryOf(id);
    expect(course?.done).toBe(completions.length);
    expect(await world.audited(id)).toBe(completions.length);
  };

  return { act, examine };
};

describe('whatever a person does, in whatever order', () => {
  it.each([
    { first: 'with nothing done', before: [] },
    { first: 'from the check on', before: thorough },
  ])('gives one completion exactly when a check was passed, $first', async ({ before }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 15 }), async (actions) => {
        const { act, examine } = await createPerson();
        for (const one of [...before, ...actions]) {
          await act(one);
          await examine();
        }
      }),
      { numRuns: 10 },
    );
  });
});
