import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, outsideWindow } from '../support/browser-accessibility.ts';
import { launchBrowser, sitDown, type Person } from '../support/browser-person.ts';
import { letTimePass } from '../support/let-time-pass.ts';
import { chromiumPath } from '../support/peers.ts';
import { goodPassword, startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { collection, idOf } from './codes-world.ts';

const screens = [
  { language: 'sv', width: 360, number: '1001' },
  { language: 'en', width: 360, number: '1003' },
  { language: 'sv', width: 1280, number: '1004' },
  { language: 'en', width: 1280, number: '1006' },
];

describe.skipIf(chromiumPath === undefined)('in a browser', () => {
  let portal: TestPortal;
  let browser: Browser;
  let helpdesk: Visitor;
  let colleagues: Visitor[];
  beforeAll(async () => {
    [portal, browser] = await Promise.all([
      startTestPortal({ environment: { VOUCHING: 'unit' } }),
      launchBrowser(),
    ]);
    helpdesk = await portal.signInAndReset('3003');
    colleagues = [await portal.signInAndReset('1002'), await portal.signInAndReset('1005')];
  });
  afterAll(async () => {
    await browser.close();
    await portal.close();
  });

  /** A browser of this size and language, signed in as the visitor if there is one. */
  const open = async (
    { language, width }: { language: string; width: number },
    visitor?: Visitor,
  ): Promise<Person> => {
    const person = await sitDown(browser, { viewport: { width, height: 800 } });
    const cookies = [...(visitor?.cookies ?? []), ['portal.lang', language] as const];
    await person.context.addCookies(
      cookies.map(([name, value]) => ({ name, value, url: portal.origin })),
    );
    return person;
  };

  /** Nothing is wrong with the page that is shown: axe, its width, the console. */
  const isSound = async ({ page, faults }: Person, width: number): Promise<void> => {
    expect(await faultsOf(page)).toEqual([]);
    expect(await outsideWindow(page, width)).toBeLessThanOrEqual(0);
    expect(faults).toEqual([]);
  };

  const codeShown = ({ page }: Person) => page.locator('.code-shown').innerText();

  const enter = async (person: Person, number: string, code: string): Promise<void> => {
    await person.page.goto(portal.origin);
    await person.press(person.page.locator('a[href="/utan-bankid"]'));
    await person.page.locator('#namn').fill(number);
    await person.page.locator('#kod').fill(code);
    await person.press(person.page.locator('form[action="/utan-bankid"] button'));
  };

  test.each(screens)(
    'the helpdesk’s code leads to a new password, and a sheet to the next sign-in: $language, $width px',
    async ({ number, ...screen }) => {
      const { width } = screen;
      const giver = await open(screen, helpdesk);
      await giver.page.goto(`${portal.origin}/koder`);
      await giver.page.locator('#namn').fill(number);
      await giver.press(giver.page.locator('#main-form .ds-button'));
      await giver.press(giver.page.locator('ul.tools a').first());
      await giver.page.locator('#hur-id-card').check();
      await giver.page.locator('#satt-phone').check();
      await isSound(giver, width);
      await giver.press(giver.page.locator('#main-form .ds-button'));
      const code = await codeShown(giver);
      await isSound(giver, width);

      const person = await open(screen);
      const { page, press } = person;
      await enter(person, number, code);
      await page.waitForURL('**/losenord');
      await isSound(person, width);
      await press(page.locator('a[href="/losenord/nytt"]'));
      await page.locator('#password').fill(goodPassword);
      await press(
        page.locator('form[action="/losenord/nytt"] > .ds-button, form .actions .ds-button').last(),
      );
      await page.waitForURL('**/losenord/klart');
      await isSound(person, width);

      await press(page.locator('a[href="/kodblad"]'));
      await press(page.locator('form[action="/kodblad"] .ds-button'));
      const codes = await page.locator('.sheet-codes .phrase').allInnerTexts();
      expect(codes).toHaveLength(10);
      await isSound(person, width);
      await press(page.locator('form[action="/auth/logout"] button'));

      await page.goto(`${portal.origin}/utan-bankid`);
      await press(page.locator('a[href="/utan-bankid/kodblad"]'));
      await isSound(person, width);
      await page.locator('#namn').fill(number);
      await page.locator('#losenord').fill(goodPassword);
      await page.locator('#kod').fill(codes[0] ?? '');
      await press(page.locator('form[action="/utan-bankid/kodblad"] .ds-button'));
      await page.waitForURL('**/kurs');
      await isSound(person, width);
      await Promise.all([giver.context.close(), person.context.close()]);
      await letTimePass(portal, number);
    },
  );

  test.each(screens)(
    'two colleagues vouch, and the code works ten minutes later: $language, $width px',
    async (screen) => {
      await collection(portal, 'rate-limits').deleteMany({});
      const seen: Person[] = [];
      for (const colleague of colleagues) {
        const person = await open(screen, colleague);
        await person.page.goto(`${portal.origin}/intyga`);
        await person.page.locator('#nummer').fill('1001');
        await person.press(person.page.locator('#main-form .ds-button'));
        await person.page.locator('#sakert').check();
        await isSound(person, screen.width);
        await person.press(person.page.locator('form[action="/intyga/intygat"] .ds-button'));
        await person.page.locator('#sakert').waitFor({ state: 'detached' });
        await isSound(person, screen.width);
        seen.push(person);
      }
      const code = await codeShown(seen[1] ?? (await open(screen)));
      const person = await open(screen);
      await enter(person, '1001', code);
      await person.page.locator('.ds-error-summary').waitFor();
      await isSound(person, screen.width);
      await collection(portal, 'sign-in-codes').updateOne(
        { _id: (await idOf(portal, '1001')) as never },
        { $set: { worksFrom: new Date(Date.now() - 1) } },
      );
      await enter(person, '1001', code);
      await person.page.waitForURL('**/losenord');
      await isSound(person, screen.width);
      await Promise.all([...seen, person].map(({ context }) => context.close()));
    },
  );
});
