import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCourseWorld, type CourseWorld } from './course-world.ts';
import { madeCatalogue, madeModule } from './made-course.ts';

let world: CourseWorld;
beforeAll(async () => {
  world = await openCourseWorld();
});
afterAll(() => world.close());

const stateOf = async (id: string) => (await world.course.overview(id)).modules[0];

describe('the pages of a module', () => {
  it('open one after the other, and none is skipped', async () => {
    const id = await world.newEmployee();
    const open = (step: number) => world.course.openStep(id, world.module, step);
    expect(await open(2)).toBe(false);
    expect(await open(1)).toBe(true);
    expect(await open(3)).toBe(false);
    expect(await open(2)).toBe(true);
    expect(await open(4)).toBe(false);
    expect(await stateOf(id)).toMatchObject({ state: 'in-progress', step: 2 });
  });

  it('are resumed where the person was, and a step back loses nothing', async () => {
    const id = await world.newEmployee();
    for (const step of [1, 2, 3, 1]) await world.course.openStep(id, world.module, step);
    expect(await stateOf(id)).toMatchObject({ step: 1 });
    expect(await world.course.openStep(id, world.module, 4)).toBe(true);
  });

  it('begin once when two tabs begin together', async () => {
    const id = await world.newEmployee();
    const tabs = Array.from({ length: 8 }, () => world.course.openStep(id, world.module, 1));
    expect(await Promise.all(tabs)).toEqual(Array(8).fill(true));
    expect(await world.standingOf(id)).toMatchObject({ status: 'in-progress', done: 0, total: 1 });
  });

  it('are opened by many at the same moment: each is saved, and who may not go on yet does not', async () => {
    const begun = await Promise.all(Array.from({ length: 5 }, () => world.newEmployee()));
    for (const id of begun) await world.course.openStep(id, world.module, 1);
    const behind = await world.newEmployee();
    const opens = [...begun, behind].map((id) => world.course.openStep(id, world.module, 2));
    expect(await Promise.all(opens)).toEqual([true, true, true, true, true, false]);
    const furtherOn = begun.map((id) => world.course.openStep(id, world.module, 3));
    expect(await Promise.all(furtherOn)).toEqual([true, true, true, true, true]);
    for (const id of begun) expect(await stateOf(id)).toMatchObject({ step: 3 });
    expect(await stateOf(behind)).toMatchObject({ state: 'not-started' });
  });

  it("belong to one person: another's reading opens nothing", async () => {
    const [reader, other] = [await world.newEmployee(), await world.newEmployee()];
    await world.readAll(reader);
    expect(await world.course.openStep(other, world.module, 2)).toBe(false);
  });

  it('begin anew with a new edition of the content, and go on through a correction', async () => {
    const id = await world.newEmployee();
    await world.readAll(id);
    const openIn = (version: string) => {
      const module = madeModule({ version });
      return world.start({ catalogue: madeCatalogue(module) }).course.openStep(id, module, 4);
    };
    expect(await openIn('1.1')).toBe(true);
    expect(await openIn('2.0')).toBe(false);
  });
});

describe('the exercise', () => {
  it('is not done by saying so before it has been reached', async () => {
    const id = await world.newEmployee();
    await world.course.openStep(id, world.module, 1);
    await world.course.finishExercise(id, world.module, 1);
    for (const step of [2, 3, 4]) await world.course.openStep(id, world.module, step);
    expect((await world.check.open(id, world.module)).kind).toBe('not-yet');
  });

  it('is one of several that are done in their order, before the check', async () => {
    const id = await world.newEmployee();
    const { sv } = world.module.texts;
    const exercises = [...sv.exercises, ...sv.exercises];
    const module = madeModule({
      slug: 'flera',
      texts: { sv: { ...sv, exercises }, en: { ...sv, exercises } },
    });
    const { course } = world.start({ catalogue: madeCatalogue(module) });
    const open = (step: number) => course.openStep(id, module, step);
    for (const step of [1, 2, 3, 4]) expect(await open(step)).toBe(true);
    await course.finishExercise(id, module, 2);
    expect(await open(5)).toBe(false);
    await course.finishExercise(id, module, 1);
    expect(await open(5)).toBe(true);
    expect(await open(6)).toBe(false);
    await course.finishExercise(id, module, 2);
    expect(await open(6)).toBe(true);
  });

  it('opens the check when it is done', async () => {
    const id = await world.newEmployee();
    await world.readAll(id);
    expect(await stateOf(id)).toMatchObject({ step: 5 });
    expect((await world.check.open(id, world.module)).kind).toBe('open');
  });
});
