import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/platform/roles.ts';
import { openCourseWorld, type CourseWorld } from './course-world.ts';
import { assigned, madeCatalogue, madeModule } from './made-course.ts';

const everybodys = madeModule();
const managers = madeModule({ slug: 'chef', order: 2, for: ['manager'] });
const both = assigned([everybodys, managers]);
const leaders = madeModule({ slug: 'ledning', order: 3, for: ['leadership'] });

describe('a module for managers', () => {
  let world: CourseWorld;
  beforeAll(async () => {
    world = await openCourseWorld();
  });
  afterAll(() => world.close());

  it.each<[Role[], number]>([
    [['employee'], 1],
    [['employee', 'manager'], 2],
  ])('is shown to and counted for those with the roles %j: %i in all', async (roles, total) => {
    const id = await world.newEmployee();
    await world.setRoles(id, roles);
    const { course } = world.start({ catalogue: madeCatalogue(everybodys, managers) });
    expect((await course.overview(id)).modules).toHaveLength(total);
    await course.openStep(id, everybodys, 1);
    expect(await world.standingOf(id, both)).toMatchObject({ done: 0, total });
  });

  it('is counted for somebody who becomes a manager, at once', async () => {
    const id = await world.newEmployee();
    const { course } = world.start({ catalogue: madeCatalogue(everybodys, managers) });
    await course.openStep(id, everybodys, 1);
    await world.setRoles(id, ['employee', 'manager']);
    expect(await world.standingOf(id, both)).toMatchObject({ total: 2 });
  });

  it('is counted too for somebody who gives up one track for another of the same length', async () => {
    const id = await world.newEmployee();
    const { course } = world.start({ catalogue: madeCatalogue(managers, leaders) });
    await world.setRoles(id, ['employee', 'manager']);
    await course.openStep(id, managers, 1);
    const tracks = assigned([managers, leaders]);
    expect(await world.standingOf(id, tracks)).toEqual({
      status: 'in-progress',
      done: 0,
      total: 1,
    });
    await world.setRoles(id, ['employee', 'leadership']);
    expect(await world.standingOf(id, tracks)).toEqual({
      status: 'not-started',
      done: 0,
      total: 1,
    });
  });
});
