import { afterAll, beforeAll, expect, it } from 'vitest';
import { usualRules } from '../../src/assignments/index.ts';
import { openCourseWorld, type CourseWorld } from './course-world.ts';
import { assigned, madeCatalogue, madeModule } from './made-course.ts';

let world: CourseWorld;
beforeAll(async () => {
  world = await openCourseWorld();
});
afterAll(() => world.close());

const day = 24 * 60;
const yearly = usualRules({ dueOn: undefined, newStarterDays: 14 }).map((rule) => ({
  ...rule,
  renewal: { kind: 'rolling' as const, days: 365, openDays: 30 },
}));

const renewing = () => world.start({ assignments: assigned([world.module], yearly) });

const pass = async ({ check }: ReturnType<CourseWorld['start']>, id: string, of = world.module) => {
  const opened = await check.open(id, of);
  if (opened.kind !== 'open') throw new Error(`The check is ${opened.kind}.`);
  const { id: attemptId, questions } = opened.attempt;
  await check.answer(id, of, { attemptId, fields: world.fieldsFor(questions), language: 'sv' });
};

it('a module that is to be renewed is read and tested from its beginning, in a round of its own', async () => {
  const id = await world.newEmployee();
  const portal = renewing();
  await world.readAll(id);
  await pass(portal, id);
  world.wait(334 * day);
  expect((await portal.course.overview(id)).next).toBeNull();
  expect(await portal.course.openStep(id, world.module, 3)).toBe(true);

  world.wait(1 * day);
  const { modules, next } = await portal.course.overview(id);
  expect(next?.module.slug).toBe('varfor');
  expect(modules[0]).toMatchObject({
    state: 'not-started',
    standing: { status: 'renew', cycle: 2, cause: 'period', dueOn: '2027-11-24' },
  });
  // What is to be renewed counts until its last day, to whoever asks.
  const yearlyCourse = assigned([world.module], yearly);
  expect(await world.standingOf(id, yearlyCourse)).toMatchObject({ status: 'done', done: 1 });
  expect(await portal.course.openStep(id, world.module, 3)).toBe(false);
  expect(await portal.check.open(id, world.module)).toEqual({ kind: 'not-yet' });

  for (const step of [1, 2, 3, 4]) await portal.course.openStep(id, world.module, step);
  await portal.course.finishExercise(id, world.module, 1);
  await pass(portal, id);
  expect(await portal.completionsOf(id)).toMatchObject([{ cycle: 1 }, { cycle: 2 }]);
  expect(await world.standingOf(id, yearlyCourse)).toMatchObject({ status: 'done', done: 1 });
  expect((await portal.course.overview(id)).sum.validUntil).toBe('2028-10-24');
});

it('a material change asks anew and keeps what the old completion was for', async () => {
  const id = await world.newEmployee();
  await world.readAll(id);
  await pass(world, id);
  const changed = madeModule({
    version: '2.0',
    changes: [
      { version: '1.0', day: '2026-01-01', kind: 'new', what: 'First' },
      { version: '2.0', day: '2026-11-25', kind: 'material', what: 'Another number' },
    ],
  });
  const portal = world.start({ catalogue: madeCatalogue(changed) });
  world.wait(2 * day);
  expect((await portal.course.overview(id)).modules[0]).toMatchObject({
    state: 'not-started',
    standing: { cause: 'content', cycle: 1 },
  });
  for (const step of [1, 2, 3, 4]) await portal.course.openStep(id, changed, step);
  await portal.course.finishExercise(id, changed, 1);
  await pass(portal, id, changed);
  expect(await portal.completionsOf(id)).toMatchObject([
    { contentVersion: '1.0', cycle: 1 },
    { contentVersion: '2.0', cycle: 1 },
  ]);
});

it('who is on leave has nothing to do, and may do it all the same', async () => {
  const id = await world.newEmployee();
  const leave = {
    kind: 'leave',
    module: null,
    reason: 'Study',
    from: '2026-01-01',
    to: '2099-01-01',
  };
  await world.absences.add(id, { ...leave, kind: 'leave' }, { by: id, at: new Date() });
  const { next, sum, modules } = await world.course.overview(id);
  expect(next).toBeNull();
  expect(sum).toMatchObject({ status: 'exempt', dueOn: null, total: 0 });
  expect(modules[0]).toMatchObject({ isOpen: true, standing: { absence: leave } });
  await world.readAll(id);
  await pass(world, id);
  expect((await world.course.overview(id)).modules[0]?.state).toBe('done');
});
