import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Module } from '../../src/courses/index.ts';
import type { Language } from '../../src/platform/i18n.ts';
import { faultsOf } from '../support/browser-accessibility.ts';
import { launchBrowser, sitDown, type Person } from '../support/browser-person.ts';
import { chromiumPath } from '../support/peers.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

const phone = { viewport: { width: 360, height: 740 } };
const courses = join(import.meta.dirname, '../../content/courses');

/** Somebody who takes the course without scripts, and axe, which cannot do without, beside them. */
interface Pupil extends Person {
  beside: Person;
}

const isAccessible = async ({ page, beside }: Pupil): Promise<void> => {
  await beside.page.goto(page.url());
  expect(await faultsOf(beside.page), page.url()).toEqual([]);
};

/** Presses the first of these, and waits for the page that it leads to. */
const go = async ({ page, press }: Person, selector: string): Promise<void> => {
  const before = page.url();
  await press(page.locator(selector).first());
  await page.waitForURL((url) => url.href !== before);
};

const goOn = (person: Person) => go(person, 'main .actions a');
const send = (person: Person) => go(person, 'main form button[type="submit"]');

const readPages = async (person: Pupil, module: Module, language: Language): Promise<void> => {
  for (const { title } of module.texts[language].pages) {
    await person.sees(title);
    await isAccessible(person);
    await goOn(person);
  }
};

/** Whatever the kind of exercise: takes what stands first, and goes where the page leads. */
const doExercise = async (person: Pupil): Promise<void> => {
  const { page } = person;
  await isAccessible(person);
  while (new URL(page.url()).pathname.endsWith('/ovning')) {
    const form = page.locator('main form').first();
    if ((await form.count()) > 0) {
      const choice = form.locator('#val-1:not(button)');
      if ((await choice.count()) > 0) await choice.check({ force: true });
      await send(person);
    } else await goOn(person);
  }
};

/** Answers the questions that were drawn, all right or all wrong. */
const answerCheck = async (person: Pupil, module: Module, right: boolean): Promise<void> => {
  const { page } = person;
  for (const { id, options } of module.texts.sv.questions) {
    const value = options.find((option) => option.correct === right)?.id ?? '';
    const field = page.locator(`input[name="svar-${id}"][value="${value}"]`);
    if ((await field.count()) > 0) await field.check();
  }
  await send(person);
};

describe.skipIf(chromiumPath === undefined)('the whole course', () => {
  let browser: Browser;
  let portal: TestPortal;
  beforeAll(async () => {
    [browser, portal] = await Promise.all([
      launchBrowser(),
      startTestPortal({ environment: { COURSES_DIR: courses } }),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await portal.close();
  });

  /** Somebody who has every module of the course to take. */
  const comeIn = async (number: string, language: Language): Promise<Pupil> => {
    const roles = ['employee', 'manager', 'leadership'];
    const employees = portal.services.store.connection.collection('employees');
    await employees.updateOne({ employeeNumbers: number }, { $set: { roles } });
    const visitor = await portal.signInAndReset(number, language);
    const cookies = [...visitor.cookies, ['portal.lang', language] as const].map(
      ([name, value]) => ({ name, value, url: portal.origin }),
    );
    const [person, beside] = await Promise.all([
      sitDown(browser, { ...phone, javaScriptEnabled: false }),
      sitDown(browser, phone),
    ]);
    await Promise.all([person, beside].map(({ context }) => context.addCookies(cookies)));
    return { ...person, beside };
  };

  test.concurrent.each<[Language, string, { failed: string; passed: string; all: string }]>([
    [
      'sv',
      '1001',
      { failed: 'Inte riktigt än', passed: 'Godkänt!', all: 'Du är klar med hela kursen.' },
    ],
    [
      'en',
      '1002',
      { failed: 'Not quite yet', passed: 'Passed!', all: 'You have finished the whole course.' },
    ],
  ])(
    'is taken in %s without scripts, each check failed once and then passed',
    { timeout: 300_000 },
    async (language, number, words) => {
      const person = await comeIn(number, language);
      const { page } = person;
      for (const module of portal.services.completion.catalogue.modules) {
        await page.goto(`${portal.origin}/kurs/${module.slug}`);
        await readPages(person, module, language);
        await doExercise(person);
        await isAccessible(person);
        await answerCheck(person, module, false);
        await person.sees(words.failed);
        await isAccessible(person);
        await page.goto(`${portal.origin}/kurs/${module.slug}/prov`);
        await answerCheck(person, module, true);
        await person.sees(words.passed);
        await goOn(person);
      }
      await page.goto(`${portal.origin}/kurs`);
      await page.getByText(words.all).waitFor();
      await isAccessible(person);
      await Promise.all([person.context.close(), person.beside.context.close()]);
    },
  );
});
