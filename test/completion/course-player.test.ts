import { stepsOf } from '../support/exercise-steps.ts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { dayNumber, dayOf } from '../../src/platform/swedish-day.ts';
import { findPeople } from '../../src/standings/index.ts';
import { onRecord } from '../support/on-record.ts';
import { createLearner, english, headingOf, linkTo, swedish } from './course-visitor.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

/** Reads everything and stands before the check. */
const toCheck = async (visitor: Visitor) => {
  const learner = createLearner(portal, visitor);
  const pages = await learner.readPages();
  return { ...learner, html: await learner.doExercise(pages.at(-1) ?? '') };
};

describe('a module from the overview to the completion', () => {
  it.each([
    { language: 'sv', employee: '1001', words: swedish, done: 'Klart!', again: 'Läs igen' },
    { language: 'en', employee: '1002', words: english, done: 'Done!', again: 'Read again' },
  ])('is taken in $language without any script', async (row) => {
    const visitor = await portal.signInAndReset(row.employee, row.language);
    const learner = createLearner(portal, visitor, row.words);
    const { texts } = learner.module;
    const text = row.language === 'sv' ? texts.sv : texts.en;

    const pages = await learner.readPages();
    expect(pages.map(headingOf)).toEqual([
      ...text.pages.map(({ title }) => title),
      text.exercises[0]?.title,
    ]);
    const check = await learner.doExercise(pages.at(-1) ?? '');
    const result = await learner.answerCheck(check, true);
    for (const { id } of learner.module.texts.sv.questions.filter(({ id }) =>
      check.includes(`svar-${id}`),
    )) {
      const question = text.questions.find((one) => one.id === id);
      expect(result).toContain(question?.text);
    }

    const end = (await visitor.open('/kurs/varfor')).text;
    expect(headingOf(end)).toBe(row.done);
    const overview = (await visitor.open('/kurs')).text;
    expect(linkTo(overview, row.again)).toBe('/kurs/varfor/sida/1');
  });

  it('is in the record at once, with the language it was answered in', async () => {
    const visitor = await portal.signInAndReset('1003', 'en');
    const learner = createLearner(portal, visitor, english);
    const pages = await learner.readPages();
    await learner.answerCheck(await learner.doExercise(pages.at(-1) ?? ''), true);
    const { store, standings, completion } = portal.services;
    const id = String(await onRecord(store).idOf('1003'));
    const today = dayNumber(dayOf(new Date()));
    const found = findPeople(await standings.book(), { scope: 'all', on: today, status: 'done' });
    expect(found.map(({ row }) => row.employeeId)).toContain(id);
    const held = await completion.completionsOf(id);
    expect(held).toMatchObject([{ module: 'varfor', language: 'en', score: 100, how: 'portal' }]);
  });
});

describe('a person who comes back', () => {
  it('goes on at the page where they were, on another device', async () => {
    const phone = await portal.signInAndReset('1004');
    await phone.open('/kurs/varfor/sida/1');
    await phone.open('/kurs/varfor/sida/2');
    const tablet = await portal.signIn('1004');
    const overview = (await tablet.open('/kurs')).text;
    expect(overview).toMatch(/Fortsätt där du var[\s\S]*Steg 2 av 7, ungefär \d minuter kvar/);
    expect(linkTo(overview, 'Fortsätt')).toBe('/kurs/varfor/sida/2');
    expect((await tablet.get('/kurs/varfor')).headers.location).toBe('/kurs/varfor/sida/2');
  });

  it('keeps the page when the language is changed', async () => {
    const visitor = await portal.signIn('1004');
    const page = (await visitor.open('/kurs/varfor/sida/2')).text;
    const english = (await visitor.open(linkTo(page, 'English'))).text;
    expect(english).toContain('Step 2 of 7');
  });

  it.each(['sida/4', 'ovning', 'prov', 'klar'])(
    'is brought from /%s, which is not open yet, to where they are',
    async (path) => {
      const visitor = await portal.signIn('1004');
      await visitor.open('/kurs/varfor/sida/2');
      const answer = await visitor.get(`/kurs/varfor/${path}`);
      expect(answer.status).toBe(303);
      expect((await visitor.follow(answer)).text).toContain('Steg 2 av 7');
    },
  );
});

describe('the exercise', () => {
  it('asks again when nothing was chosen, and shows what would have been better', async () => {
    const visitor = await portal.signInAndReset('1005');
    const learner = createLearner(portal, visitor);
    await learner.readPages();
    const empty = await visitor.submit('/kurs/varfor/ovning', { svar: '' });
    expect(empty.status).toBe(422);
    expect(empty.text).toMatch(/<title>Fel:/);
    expect(linkTo(empty.text, 'Välj ett av svaren')).toBe('#val-1');

    const [step] = stepsOf(learner.module);
    const poor = step?.options.find(({ good }) => !good);
    const good = step?.options.find((option) => option.good);
    const chosen = await visitor.submit('/kurs/varfor/ovning', { svar: '', val: poor?.id ?? '' });
    expect(chosen.status).toBe(303);
    const { text } = await visitor.follow(chosen);
    expect(text).toContain(poor?.feedback);
    expect(text).toContain(good?.feedback);
    expect(linkTo(text, 'Prova ett annat svar')).toBe('/kurs/varfor/ovning?svar=&steg=1');
  });
});

describe('the check', () => {
  it('keeps what was chosen when an answer is missing', async () => {
    const visitor = await portal.signInAndReset('1006');
    const { html, answersTo } = await toCheck(visitor);
    const [missing = '', ...answered] = Object.entries(answersTo(html, true));
    const attempt = visitor.hidden(html, 'attempt');
    const answer = await visitor.submit('/kurs/varfor/prov', {
      attempt,
      ...Object.fromEntries(answered),
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`href="#${missing[0]}-1"`);
    expect(answer.text.match(/ checked/g)).toHaveLength(answered.length);
    expect(visitor.hidden(answer.text, 'attempt')).toBe(attempt);
    expect(visitor.hidden((await visitor.open('/kurs/varfor/prov')).text, 'attempt')).toBe(attempt);
  });

  it('never tells which option is right before it is answered', async () => {
    const visitor = await portal.signIn('1006');
    const { text } = await visitor.open('/kurs/varfor/prov');
    const { questions } = createLearner(portal, visitor).module.texts.sv;
    expect(text).not.toMatch(/correct|data-right/i);
    for (const { feedback } of questions.flatMap(({ options }) => options))
      expect(text).not.toContain(feedback);
  });

  it('gives the same result when it is sent twice, with other answers too', async () => {
    const visitor = await portal.signIn('1006');
    const { html, answersTo, answerCheck } = { ...(await toCheckAgain(visitor)) };
    const form = { attempt: visitor.hidden(html, 'attempt') };
    const failed = await answerCheck(html, false);
    expect(headingOf(failed)).toBe('Inte riktigt än');
    const second = await visitor.submit('/kurs/varfor/prov', { ...form, ...answersTo(html, true) });
    expect((await visitor.follow(second)).text).toBe(failed);
  });

  it('asks for a pause after two fails, and tells until when', async () => {
    const visitor = await portal.signIn('1006');
    const { html, answerCheck } = await toCheckAgain(visitor);
    const failed = await answerCheck(html, false);
    expect(failed).toMatch(/Du kan försöka igen klockan \d\d:\d\d/);
    const paused = await visitor.open('/kurs/varfor/prov');
    expect(headingOf(paused.text)).toBe('Ta en kort paus');
    expect(paused.text).toMatch(/Du kan försöka igen klockan \d\d:\d\d/);
  });

  const toCheckAgain = async (visitor: Visitor) => ({
    ...createLearner(portal, visitor),
    html: (await visitor.open('/kurs/varfor/prov')).text,
  });
});

describe('what was not meant for it', () => {
  it.each([
    '/kurs/finns-inte',
    '/kurs/varfor/sida/0',
    '/kurs/varfor/sida/6',
    '/kurs/varfor/sida/1e0',
    '/kurs/varfor/sida/99999999999999999999',
    '/kurs/varfor/prov/x',
    '/kurs/varfor/prov/aaaaaaaaaaaa',
    '/kurs/varfor/images/..%2f..%2fcourse.yaml',
    '/kurs/varfor/images/finns-inte.png',
    '/kurs/__proto__/klar',
  ])('%s is a page that does not exist', async (path) => {
    const visitor = await portal.signIn('1004');
    expect((await visitor.get(path)).status).toBe(404);
  });

  it.each([
    ['/kurs/varfor/ovning', { svar: 'a.b.c.'.repeat(200), val: '__proto__' }],
    ['/kurs/varfor/ovning', { svar: ['a', 'b'], val: ['a', 'b'] }],
    ['/kurs/varfor/prov', {}],
    ['/kurs/varfor/prov', { attempt: ['a', 'b'] }],
    ['/kurs/varfor/prov', { attempt: '{"$ne":null}' }],
    ['/kurs/finns-inte/prov', { attempt: 'x' }],
  ])('a form to %s that nobody was shown changes nothing', async (path, form) => {
    const visitor = await portal.signIn('1004');
    await visitor.open('/kurs');
    expect((await visitor.submit(path, form)).status).toBeGreaterThanOrEqual(400);
    expect((await visitor.submit(path, form)).status).toBeLessThan(500);
  });

  it('a browser that fetches ahead does not turn the page', async () => {
    const visitor = await portal.signIn('1004');
    await visitor.open('/kurs/varfor/sida/1');
    const ahead = await request(portal.origin)
      .get('/kurs/varfor/sida/2')
      .set('Cookie', [...visitor.cookies].map((pair) => pair.join('=')).join('; '))
      .set('Sec-Purpose', 'prefetch;prerender');
    expect(ahead.status).toBe(503);
    expect((await visitor.get('/kurs/varfor')).headers.location).toBe('/kurs/varfor/sida/1');
  });
});
