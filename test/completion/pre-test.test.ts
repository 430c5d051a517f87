import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { createLearner, linkTo } from './course-visitor.ts';

const path = '/kurs/varfor/fortest';
let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ environment: { COURSE_PRETEST: 'on' } });
});
afterAll(() => portal.close());

const answer = async (visitor: Visitor, right: boolean): Promise<string> => {
  const { text } = await visitor.open(path);
  const fields = createLearner(portal, visitor).answersTo(text, right);
  return (await visitor.follow(await visitor.submit(path, fields))).text;
};

const addressAfter = async (visitor: Visitor, from: string) =>
  (await visitor.get(from)).headers.location;

describe('a test before the pages', () => {
  it('is offered on the first page; whoever passes may skip the pages, not the check', async () => {
    const visitor = await portal.signInAndReset('1003');
    const first = (await visitor.open('/kurs/varfor/sida/1')).text;
    expect(linkTo(first, 'Kan du det här redan?')).toBe(path);
    const text = await answer(visitor, true);
    expect(linkTo(text, 'Till övningen')).toBe('/kurs/varfor/ovning');
    expect(await addressAfter(visitor, '/kurs/varfor')).toBe('/kurs/varfor/ovning');
    expect(await addressAfter(visitor, '/kurs/varfor/prov')).toBe('/kurs/varfor');
    const learner = createLearner(portal, visitor);
    const exercise = (await visitor.open('/kurs/varfor/ovning')).text;
    const check = await learner.doExercise(exercise);
    expect(await learner.answerCheck(check, true)).toContain('Godkänt!');
  });

  it('changes nothing for whoever does not pass, and is answered once', async () => {
    const visitor = await portal.signInAndReset('1004');
    const { text } = await visitor.open(path);
    const right = createLearner(portal, visitor).answersTo(text, true);
    expect(await answer(visitor, false)).toContain('Läs sidorna.');
    expect(await addressAfter(visitor, '/kurs/varfor/ovning')).toBe('/kurs/varfor');
    const again = await visitor.follow(await visitor.submit(path, right));
    expect(again.text).toContain('0 av 5 rätt.');
    expect(await addressAfter(visitor, '/kurs/varfor/ovning')).toBe('/kurs/varfor');
  });

  it('asks again for what was left out', async () => {
    const visitor = await portal.signInAndReset('1005');
    await visitor.open(path);
    const answered = await visitor.submit(path, {});
    expect(answered.status).toBe(422);
    expect(answered.text).toContain('Fråga 5 saknar svar');
  });

  it('is drawn anew when it asks what the module asks no longer', async () => {
    const visitor = await portal.signInAndReset('2001');
    await visitor.open(path);
    const tests = portal.services.store.connection.collection('pre-tests');
    const gone = { $set: { 'questions.0.id': 'borta' } };
    expect((await tests.updateMany({ answeredAt: null }, gone)).matchedCount).toBeGreaterThan(0);
    expect(await answer(visitor, true)).toContain('5 av 5 rätt');
  });

  it('never gives a completion', async () => {
    const visitor = await portal.signInAndReset('1006');
    await answer(visitor, true);
    expect((await visitor.open('/kurs')).text).toContain('Du har gjort 0 av 1 modul.');
  });
});

it('is not there unless the organisation offers it', async () => {
  const other = await startTestPortal();
  const visitor = await other.signInAndReset('1003');
  expect((await visitor.get(path)).status).toBe(404);
  expect((await visitor.open('/kurs/varfor/sida/1')).text).not.toContain('fortest');
  await other.close();
});
