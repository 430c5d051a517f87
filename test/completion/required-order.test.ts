import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { contentDir } from '../courses/content-copy.ts';
import { createLearner, linkTo } from './course-visitor.ts';

let portal: TestPortal;
const courses = mkdtempSync(join(tmpdir(), 'two-modules-'));
beforeAll(async () => {
  for (const slug of ['varfor', 'natfiske'])
    cpSync(join(contentDir, slug), join(courses, slug), { recursive: true });
  portal = await startTestPortal({
    environment: {
      COURSES_DIR: courses,
      COURSE_ORDER: 'required',
      COURSE_DUE: '2099-12-24',
    },
  });
});
afterAll(async () => {
  await portal.close();
  rmSync(courses, { recursive: true });
});

it('where the order is required, the second module opens when the first is done', async () => {
  const visitor = await portal.signInAndReset('1003');
  const { text } = await visitor.open('/kurs');
  expect(text).toContain('Öppnar när modulen före är klar');
  expect(text).toContain('Gör klart den senast 24 december 2099.');
  expect(text).not.toContain('href="/kurs/natfiske');
  for (const path of ['', '/sida/1', '/sida/2', '/ovning', '/prov'])
    expect((await visitor.follow(await visitor.get(`/kurs/natfiske${path}`))).text).toContain(
      'Öppnar när modulen före är klar',
    );

  const learner = createLearner(portal, visitor);
  const pages = await learner.readPages();
  await learner.answerCheck(await learner.doExercise(pages.at(-1) ?? ''), true);
  const overview = (await visitor.open('/kurs')).text;
  expect(linkTo(overview, 'Börja')).toBe('/kurs/natfiske/sida/1');
  expect((await visitor.open('/kurs/natfiske/sida/1')).text).toContain('Steg 1 av');
});
