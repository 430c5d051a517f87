import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCourseWorld, type CourseWorld } from '../completion/course-world.ts';

let world: CourseWorld;
beforeAll(async () => {
  world = await openCourseWorld();
});
afterAll(() => world.close());

/** What a person, and two who enter things about them, can do, in any order and at once. */
const action = fc.oneof(
  fc.record({ do: fc.constant('take' as const), wrong: fc.constantFrom(0, 0, 5) }),
  fc.record({ do: fc.constant('paper' as const), times: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('correct' as const), which: fc.nat(3) }),
  fc.record({ do: fc.constant('paper-while-taking' as const) }),
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

const paper = (id: string) =>
  world.byHand.enterPaper(id, world.module, {
    day: '2026-11-24',
    method: 'sheet',
    witness: 'Gun Granit',
    by: id,
  });

const take = async (id: string, wrong: number): Promise<void> => {
  await world.readAll(id);
  const opened = await world.check.open(id, world.module);
  if (opened.kind !== 'open') return;
  const { id: attemptId, questions } = opened.attempt;
  const fields = world.fieldsFor(questions, wrong);
  await world.check.answer(id, world.module, { attemptId, fields, language: 'sv' });
};

const act = async (id: string, one: Action): Promise<void> => {
  if (one.do === 'take') await take(id, one.wrong);
  if (one.do === 'paper') await Promise.all(Array.from({ length: one.times }, () => paper(id)));
  if (one.do === 'paper-while-taking') await Promise.all([paper(id), take(id, 0)]);
  if (one.do === 'correct') {
    const records = await world.completionsOf(id);
    const record = records[one.which % Math.max(records.length, 1)];
    if (record) await world.byHand.correct(record, { reason: 'Wrong person', by: id });
  }
};

/** What must hold at any moment. */
const examine = async (id: string): Promise<void> => {
  const records = await world.completionsOf(id);
  const rounds = records.map(({ contentVersion, cycle }) => `${contentVersion}#${cycle}`);
  expect(new Set(rounds).size).toBe(rounds.length);
  const corrected = await world.byHand.correctionsOf(id);
  const counted = records.length - corrected.length;
  // One that counts, at most: without a renewal nothing more is asked for.
  expect(counted).toBeLessThanOrEqual(1);
  expect(await world.standingOf(id)).toMatchObject({ done: counted });
  expect((await world.course.overview(id)).sum.done).toBe(counted);
};

it('however a module is taken, entered on paper and corrected, a round has one completion, and one counts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 7 }), async (actions) => {
      const id = await world.newEmployee();
      await world.readAll(id);
      for (const one of actions) {
        await act(id, one);
        await examine(id);
      }
    }),
    { numRuns: 25 },
  );
});
