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
    await page.getByText('3 regler kvar.').waitFor({ state: 'attached' });
    expect(await mark(page, 'long-enough')).toBe('no');
    expect(await mark(page, 'not-personal')).toBe('yes');
    expect(await mark(page, 'hard-to-guess')).toBe('no');

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

  const done = async (page: Page): Promise<string> => {
    const phrase = 'torsk lykta bastu vinter';
    await page.getByLabel('Nytt lösenord').fill(phrase);
    await page.getByRole('button', { name: 'Byt lösenord' }).click();
    await page.waitForURL('**/losenord/klart');
    return phrase;
  };

  test('the note is printed at the press of a button: all but the password, on a paper of its own', async () => {
    const page = await passwordPage('1003', true);
    const phrase = await done(page);
    await page.evaluate('window.print = () => { document.title = "printed"; }');
    await page.getByRole('button', { name: 'Skriv ut lappen' }).click();
    expect(await page.title()).toBe('printed');
    await page.emulateMedia({ media: 'print' });
    const paper = await page.locator('body').innerText();
    for (const text of [
      'cilla.',
      'På datorn',
      'I telefonen',
      portal.config.organisation.supportPhone,
    ])
      expect(paper).toContain(text);
    expect(paper).toContain(new URL(portal.origin).host);
    for (const text of ['Gå vidare', 'Skriv ut', phrase]) expect(paper).not.toContain(text);
    expect(await page.content()).not.toContain(phrase);
  });

  test('without scripts the page says how to print the note, and other suggestions are a link away', async () => {
    const page = await passwordPage('1004', false);
    const suggestions = () => page.locator('.suggestions code').allInnerTexts();
    const before = await suggestions();
    await page.getByRole('link', { name: 'Visa andra förslag' }).click();
    const after = await suggestions();
    expect(after).toHaveLength(3);
    expect(after.filter((phrase) => before.includes(phrase))).toEqual([]);
    await done(page);
    const how = page.locator('noscript p').first();
    expect(await how.isVisible()).toBe(true);
    expect(await how.innerText()).toContain('Välj Skriv ut i webbläsarens meny.');
    expect(await page.getByRole('button', { name: 'Skriv ut lappen' }).isVisible()).toBe(false);
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
