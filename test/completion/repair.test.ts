import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompletionDeps } from '../../src/completion/index.ts';
import { openCourseWorld, type CourseWorld } from './course-world.ts';
import { assigned, madeCatalogue, madeModule } from './made-course.ts';

let world: CourseWorld;
beforeAll(async () => {
  world = await openCourseWorld();
});
afterAll(() => world.close());

const broken = () => Promise.reject(new Error('The process ended here.'));
const diesAtStanding: Partial<CompletionDeps> = {
  employees: {
    markStanding: broken,
    recordNoticeSeen: () => Promise.resolve(false),
    findById: () => Promise.resolve(null),
  },
};
const diesAtAudit: Partial<CompletionDeps> = { audit: { record: broken } };

/** Passes the check in a process that ends on the way. */
const passAndDie = async (dies: Partial<CompletionDeps>) => {
  const id = await world.newEmployee();
  await world.readAll(id);
  const opened = await world.check.open(id, world.module);
  if (opened.kind !== 'open') throw new Error('The check is not open.');
  const { id: attemptId, questions } = opened.attempt;
  const fields = world.fieldsFor(questions);
  const posted = { attemptId, fields, language: 'sv' as const };
  await expect(world.start(dies).check.answer(id, world.module, posted)).rejects.toThrow();
  return { id, attemptId };
};

const isWhole = async (id: string) => {
  expect(await world.completionsOf(id)).toHaveLength(1);
  expect(await world.standingOf(id)).toMatchObject({ status: 'done', done: 1, total: 1 });
};

describe('after a crash between two writes', () => {
  it.each([
    { where: 'the standing', dies: diesAtStanding },
    { where: 'the audit record', dies: diesAtAudit },
  ])('before $where, the next start finishes what follows from a pass', async ({ dies }) => {
    const { id } = await passAndDie(dies);
    await world.repair();
    await isWhole(id);
    expect(await world.audited(id)).toBe(1);
    await world.repair();
    expect(await world.audited(id)).toBe(1);
  });

  it('the overview finishes it for the person who opens it', async () => {
    const { id } = await passAndDie(diesAtStanding);
    expect((await world.course.overview(id)).next).toBeNull();
    await isWhole(id);
  });

  it('the result and the check finish it too', async () => {
    const first = await passAndDie(diesAtStanding);
    await world.check.find(first.id, world.module, first.attemptId);
    await isWhole(first.id);
    const second = await passAndDie(diesAtStanding);
    expect((await world.check.open(second.id, world.module)).kind).toBe('done');
  });

  it('a beginning that the standing was not told of gets there', async () => {
    const ids = [await world.newEmployee(), await world.newEmployee()];
    const dying = world.start(diesAtStanding);
    for (const id of ids) await world.employees.markStanding(id);
    for (const id of ids) expect(await world.standingOf(id)).toMatchObject({ total: 1 });
    for (const id of ids)
      await expect(dying.course.openStep(id, world.module, 1)).rejects.toThrow();
    const [first = '', second = ''] = ids;
    expect(await world.standingOf(first)).toMatchObject({ status: 'not-started' });
    await world.course.overview(first);
    expect(await world.standingOf(first)).toMatchObject({ status: 'in-progress', total: 1 });
    await world.repair();
    expect(await world.standingOf(second)).toMatchObject({ status: 'in-progress', total: 1 });
  });
});

describe('a standing', () => {
  it('is counted anew when the course gets another module', async () => {
    const { id } = await passAndDie(diesAtStanding);
    await world.repair();
    const catalogue = madeCatalogue(world.module, madeModule({ slug: 'more', order: 2 }));
    expect(await world.standingOf(id, assigned(catalogue.modules))).toEqual({
      status: 'in-progress',
      done: 1,
      total: 2,
    });
    await isWhole(id);
  });

  it('is right when two modules end at the same moment', async () => {
    const slugs = ['one', 'two', 'three', 'four'];
    const modules = slugs.map((slug, index) => madeModule({ slug, order: index + 1 }));
    const { course, check } = world.start({ catalogue: madeCatalogue(...modules) });
    const id = await world.newEmployee();
    const finish = async (module: (typeof modules)[number]) => {
      for (const step of [1, 2, 3, 4]) await course.openStep(id, module, step);
      await course.finishExercise(id, module, 1);
      const opened = await check.open(id, module);
      if (opened.kind !== 'open') throw new Error('The check is not open.');
      const { id: attemptId, questions } = opened.attempt;
      const fields = world.fieldsFor(questions);
      await check.answer(id, module, { attemptId, fields, language: 'sv' });
    };
    await Promise.all(modules.map(finish));
    expect(await world.standingOf(id, assigned(modules))).toEqual({
      status: 'done',
      done: 4,
      total: 4,
    });
  });
});
