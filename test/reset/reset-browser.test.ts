import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumArguments, chromiumPath } from '../support/peers.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

describe.skipIf(chromiumPath === undefined)('in a browser', () => {
  let portal: TestPortal;
  let browser: Browser;
  beforeAll(async () => {
    [portal, browser] = await Promise.all([
      startTestPortal(),
      chromium.launch({ executablePath: chromiumPath ?? '', args: chromiumArguments }),
    ]);
  });
  afterAll(async () => {
    await browser.close();
    await portal.close();
  });

  /** The page for the new password, after BankID, with or without scripts. */
  const passwordPage = async (id: string, javaScriptEnabled: boolean): Promise<Page> => {
    const visitor = await portal.signIn(id);
    const stepUp = await portal.identify(visitor, '/auth/stepup?syfte=reset', portal.person(id));
    await visitor.follow(stepUp);
    const context = await browser.newContext({
      javaScriptEnabled,
      viewport: { width: 360, height: 640 },
      locale: 'sv-SE',
    });
    const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value }));
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: portal.origin })));
    const page = await context.newPage();
    await page.goto(`${portal.origin}/losenord/nytt`);
    return page;
  };

  const seriousFaults = async (page: Page): Promise<string[]> => {
    await page.evaluate(await readFile(axe, 'utf8'));
    return page.evaluate(async () => {
      const { axe: checker } = globalThis as unknown as { axe: typeof import('axe-core') };
      return (await checker.run()).violations.map(({ id, help }) => `${id}: ${help}`);
    });
  };

  const mark = (page: Page, rule: string) =>
    page.locator(`[data-rule="${rule}"]`).getAttribute('data-met');

  test('the marks follow what is typed, a suggestion fills the field, and the change goes through', async () => {
    const page = await passwordPage('1001', true);
    const field = page.getByLabel('Nytt lösenord');
    await field.fill('Sommaren2024!');
    await page.getByText('2 regler kvar.').waitFor({ state: 'attached' });
    expect(await mark(page, 'long-enough')).toBe('no');
    expect(await mark(page, 'not-personal')).toBe('yes');

    const suggestion = page.locator('.suggestions li').first();
    const phrase = await suggestion.locator('code').innerText();
    await suggestion.getByRole('button').click();
    await page.getByText('Alla regler är uppfyllda.').waitFor({ state: 'attached' });
    expect(await field.inputValue()).toBe(phrase);

    await page.getByLabel('Visa lösenordet').uncheck();
    expect(await field.getAttribute('type')).toBe('password');
    expect(await seriousFaults(page)).toEqual([]);

    await page.getByRole('button', { name: 'Byt lösenord' }).dblclick();
    await page.waitForURL('**/losenord/klart');
    expect(await seriousFaults(page)).toEqual([]);
  });

  test('without scripts a refusal stands by its rules, and a suggestion is taken by sending it', async () => {
    const page = await passwordPage('1002', false);
    await page.getByLabel('Nytt lösenord').fill('Sommaren2024!');
    await page.getByRole('button', { name: 'Byt lösenord' }).click();
    expect(await page.title()).toMatch(/^Fel: /);
    expect(await page.getByLabel('Nytt lösenord').inputValue()).toBe('');
    expect(await mark(page, 'not-common')).toBe('no');

    const suggestion = page.locator('.suggestions li').first();
    const phrase = await suggestion.locator('code').innerText();
    await suggestion.getByRole('button').click();
    expect(await page.getByLabel('Nytt lösenord').inputValue()).toBe(phrase);
    await page.getByRole('button', { name: 'Byt lösenord' }).click();
    expect(new URL(page.url()).pathname).toBe('/losenord/klart');
  });
});
