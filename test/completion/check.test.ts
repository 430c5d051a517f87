import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCourseWorld, type CourseWorld } from './course-world.ts';
import { madeCatalogue, madeModule } from './made-course.ts';

let world: CourseWorld;
beforeAll(async () => {
  world = await openCourseWorld();
});
afterAll(() => world.close());

const openCheck = async (id: string) => {
  const opened = await world.check.open(id, world.module);
  if (opened.kind !== 'open') throw new Error(`The check is ${opened.kind}.`);
  return opened.attempt;
};

const answer = (id: string, attemptId: string, fields: Record<string, string>) =>
  world.check.answer(id, world.module, { attemptId, fields, language: 'en' });

const take = async (id: string, wrong: number) => {
  const attempt = await openCheck(id);
  await answer(id, attempt.id, world.fieldsFor(attempt.questions, wrong));
  return attempt;
};

const reader = async () => {
  const id = await world.newEmployee();
  await world.readAll(id);
  return id;
};

describe('the check', () => {
  it('is the same in every tab and after a reload', async () => {
    const id = await reader();
    const tabs = await Promise.all(Array.from({ length: 8 }, () => openCheck(id)));
    const again = await openCheck(id);
    expect(new Set([...tabs, again].map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await world.attempts(id)).toBe(1);
  });

  it('is not answered until every question is, and keeps what was chosen', async () => {
    const id = await reader();
    const { id: attemptId, questions } = await openCheck(id);
    const [left, ...rest] = questions;
    const fields = world.fieldsFor(rest);
    expect(await answer(id, attemptId, fields)).toMatchObject({
      kind: 'incomplete',
      unanswered: [left?.id],
      answers: Object.fromEntries(rest.map((one) => [one.id, 'b'])),
    });
    expect((await openCheck(id)).id).toBe(attemptId);
  });

  it("is nobody else's to see or to answer", async () => {
    const [id, other] = [await reader(), await reader()];
    const { id: attemptId, questions } = await openCheck(id);
    const fields = world.fieldsFor(questions);
    expect((await answer(other, attemptId, fields)).kind).toBe('unknown');
    expect(await world.check.find(other, world.module, attemptId)).toBeNull();
    expect(await world.completionsOf(other)).toEqual([]);
  });

  it.each(['', 'x', '0'.repeat(24), 'twelve-chars', 'undefined'])(
    'says that there is no attempt "%s"',
    async (attemptId) => {
      expect((await answer(await reader(), attemptId, {})).kind).toBe('unknown');
    },
  );

  it('is scored once: the first answers stand, however many come', async () => {
    const id = await reader();
    const { id: attemptId, questions } = await openCheck(id);
    const posts = [0, 5, 0, 5, 5].map((wrong) =>
      answer(id, attemptId, world.fieldsFor(questions, wrong)),
    );
    await Promise.all(posts);
    const first = await world.check.find(id, world.module, attemptId);
    await answer(id, attemptId, world.fieldsFor(questions, 0));
    expect(await world.check.find(id, world.module, attemptId)).toEqual(first);
    expect((await world.completionsOf(id)).length).toBe(first?.answeredAt && first.passed ? 1 : 0);
  });

  it('is drawn anew at once after a fail, after ten minutes from the second on', async () => {
    const id = await reader();
    const first = await take(id, 5);
    const second = await take(id, 5);
    expect(second.id).not.toBe(first.id);
    expect(await world.check.open(id, world.module)).toMatchObject({
      kind: 'paused',
      rule: { needsHelp: false },
    });
    world.wait(10);
    await take(id, 5);
    expect(await world.check.open(id, world.module)).toMatchObject({
      kind: 'paused',
      rule: { needsHelp: true },
    });
    world.wait(10);
    await take(id, 0);
    expect((await world.check.open(id, world.module)).kind).toBe('done');
  });

  it('is drawn anew when the author has changed its questions', async () => {
    const id = await reader();
    const { id: attemptId, questions } = await openCheck(id);
    const module = madeModule({ version: '1.1' });
    const { check } = world.start({ catalogue: madeCatalogue(module) });
    const fields = world.fieldsFor(questions);
    const posted = await check.answer(id, module, { attemptId, fields, language: 'sv' });
    expect(posted.kind).toBe('outdated');
    const opened = await check.open(id, module);
    expect(opened.kind === 'open' && opened.attempt.id).not.toBe(attemptId);
  });

  it('gets other questions in the same attempt when one is gone', async () => {
    const id = await reader();
    const { id: attemptId, questions } = await openCheck(id);
    const gone = questions[0]?.id;
    const texts = structuredClone(world.module.texts);
    for (const text of [texts.sv, texts.en])
      text.questions = text.questions.filter((question) => question.id !== gone);
    const module = madeModule({ texts });
    const opened = await world.start({ catalogue: madeCatalogue(module) }).check.open(id, module);
    expect(opened).toMatchObject({ kind: 'open', attempt: { id: attemptId, number: 1 } });
    if (opened.kind === 'open')
      expect(opened.attempt.questions.map((one) => one.id)).not.toContain(gone);
  });
});

describe('a completion', () => {
  it('records who, what, which version, language, score, when and how', async () => {
    const id = await reader();
    const attempt = await take(id, 0);
    expect(await world.completionsOf(id)).toMatchObject([
      {
        employeeId: id,
        module: 'varfor',
        contentVersion: '1.0',
        cycle: 1,
        language: 'en',
        score: 100,
        how: 'portal',
        attemptId: attempt.id,
      },
    ]);
    expect(await world.standingOf(id)).toMatchObject({ status: 'done', done: 1, total: 1 });
    expect(await world.audited(id)).toBe(1);
  });

  it('does not come of a failed attempt', async () => {
    const id = await reader();
    await take(id, 5);
    expect(await world.completionsOf(id)).toEqual([]);
    expect(await world.standingOf(id)).toMatchObject({ status: 'in-progress', done: 0 });
    expect(await world.audited(id)).toBe(0);
  });

  it('is recorded once when the same right answers arrive many times at once', async () => {
    const id = await reader();
    const { id: attemptId, questions } = await openCheck(id);
    const fields = world.fieldsFor(questions);
    await Promise.all([
      ...Array.from({ length: 12 }, () => answer(id, attemptId, fields)),
      ...Array.from({ length: 4 }, () => world.course.overview(id)),
    ]);
    expect(await world.completionsOf(id)).toHaveLength(1);
    expect(await world.audited(id)).toBe(1);
  });
});
