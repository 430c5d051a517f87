import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '../../src/platform/i18n.ts';
import { faultsOf, outsideWindow } from '../support/browser-accessibility.ts';
import { launchBrowser, sitDown, type Person } from '../support/browser-person.ts';
import { startBrowserPortal, type BrowserPortal } from '../support/browser-portal.ts';
import { madeCourseDir } from '../support/made-course.ts';
import { chromiumPath } from '../support/peers.ts';
import { takeExercise, type Learner } from './take-exercise.ts';
import { answerCheck } from './take-module.ts';

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const desk = { viewport: { width: 1280, height: 800 } };
const ways: { name: string; id: string; language: Language; options: BrowserContextOptions }[] = [
  { name: 'on a phone', id: '1003', language: 'sv', options: phone },
  { name: 'on a phone', id: '1004', language: 'en', options: phone },
  {
    name: 'at a desk without scripts',
    id: '1005',
    language: 'sv',
    options: { ...desk, javaScriptEnabled: false },
  },
  {
    name: 'on a phone without scripts',
    id: '1006',
    language: 'en',
    options: { ...phone, javaScriptEnabled: false },
  },
];

const mostFirst = 60_000;
const mostLater = 15_000;

/** The bytes that the network carried for each page since it was last asked. */
const weigh = async ({ context, page }: Person) => {
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  let bytes = 0;
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  return (): number => {
    const carried = bytes;
    bytes = 0;
    return carried;
  };
};

describe.skipIf(chromiumPath === undefined)('a module with every kind of exercise', () => {
  let browser: Browser;
  let portal: BrowserPortal;
  beforeAll(async () => {
    [browser, portal] = await Promise.all([
      launchBrowser(),
      startBrowserPortal(undefined, { COURSES_DIR: madeCourseDir }),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await portal.close();
  });

  const comeIn = async (id: string, language: Language, options: BrowserContextOptions) => {
    const visitor = await portal.signInAndReset(id, language);
    const person = await sitDown(browser, options);
    const cookies = [...visitor.cookies, ['portal.lang', language] as const];
    await person.context.addCookies(
      cookies.map(([name, value]) => ({ name, value, url: portal.origin })),
    );
    return person;
  };

  test.each(ways)(
    '$name, in $language: from the first page to the completion',
    { timeout: 120_000 },
    async ({ id, language, options }) => {
      const module = portal.services.completion.catalogue.module('provmodul');
      if (!module) throw new Error('The made-up course has no module provmodul.');
      const person = await comeIn(id, language, options);
      const { page } = person;
      const weight = await weigh(person);
      const t = portal.services.i18n[language];
      const weights: number[] = [];
      const learner: Learner = {
        person,
        language,
        t,
        look: async () => {
          await page.waitForLoadState('load');
          weights.push(weight());
          // Axe needs scripts of its own; the pages are the same.
          if (person.hasScripts) expect(await faultsOf(page)).toEqual([]);
        },
      };

      await page.goto(`${portal.origin}/kurs`);
      await learner.look();
      await person.pressLink(t('course.overview.go.not-started'));
      const { pages, exercises } = module.texts[language];
      for (const { title } of pages) {
        await person.sees(title);
        await learner.look();
        await person.press(page.locator('main nav.actions a').first());
      }
      for (const exercise of exercises) await takeExercise(learner, exercise);
      await person.sees(t('course.check.title'));
      await learner.look();
      await answerCheck(person, module, t);
      await person.sees(t('course.result.passed'));
      await learner.look();
      await person.pressLink(t('course.result.goOn'));
      await person.sees(t('course.done.title'));
      await learner.look();
      expect(person.faults).toEqual([]);

      const [first = 0, ...later] = weights;
      expect(first).toBeLessThan(mostFirst);
      expect(Math.max(...later)).toBeLessThan(mostLater);
      expect(await outsideWindow(page, 320)).toBeLessThanOrEqual(0);
      await person.context.close();
    },
  );
});
