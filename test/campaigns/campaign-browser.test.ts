import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, outsideWindow } from '../support/browser-accessibility.ts';
import { sitDown } from '../support/browser-person.ts';
import { inBrowser } from '../support/in-browser.ts';
import { chromiumPath } from '../support/peers.ts';
import type { Visitor } from '../support/visitor.ts';

const words = {
  sv: {
    rehearsal: 'Nej, det är en repetition där inget ändras',
    list: 'En lista',
    reason: 'It-angrepp',
    save: 'Spara utkastet',
    addWave: 'Lägg till en våg',
    method: 'Måste byta vid nästa inloggning',
    saveWave: 'Lägg till vågen',
    dryRun: 'Provkör',
    approve: 'Godkänn kampanjen',
    marked: 'Det här är en repetition.',
    report: 'Så gick repetitionen',
    progress: 'Så långt har det gått',
  },
  en: {
    rehearsal: 'No, it is a rehearsal in which nothing is changed',
    list: 'A list',
    reason: 'IT attack',
    save: 'Save the draft',
    addWave: 'Add a wave',
    method: 'Must change at next login',
    saveWave: 'Add the wave',
    dryRun: 'Make a dry run',
    approve: 'Approve the campaign',
    marked: 'This is a rehearsal.',
    report: 'How the rehearsal went',
    progress: 'How far it has come',
  },
} as const;

describe.skipIf(chromiumPath === undefined)('IT runs a campaign in a browser', () => {
  const here = inBrowser();
  let maker: Visitor;
  let approver: Visitor;
  beforeAll(async () => {
    const people = here.portal.services.store.connection.collection('employees');
    await people.updateOne({ employeeNumbers: '3003' }, { $addToSet: { roles: 'it' } });
    maker = await here.portal.signInAndReset('3002');
    approver = await here.portal.signInAndReset('3003');
  }, 60_000);

  test.each([
    { language: 'sv', width: 360, rehearsal: true, javaScriptEnabled: false },
    { language: 'en', width: 1280, rehearsal: true, javaScriptEnabled: true },
    { language: 'sv', width: 1280, rehearsal: false, javaScriptEnabled: true },
    { language: 'en', width: 360, rehearsal: false, javaScriptEnabled: true },
  ] as const)(
    'from draft to report: $language, $width px, rehearsal $rehearsal, scripts $javaScriptEnabled',
    async ({ language, width, rehearsal, javaScriptEnabled }) => {
      const { browser, portal } = here;
      const t = words[language];
      const viewport = { width, height: 800 };
      const openAs = async (visitor: Visitor) => {
        const person = await sitDown(browser, { viewport, javaScriptEnabled });
        const cookies = [...visitor.cookies, ['portal.lang', language] as const];
        await person.context.addCookies(
          cookies.map(([name, value]) => ({ name, value, url: portal.origin })),
        );
        return person;
      };
      const look = async (page: Page) => {
        if (!javaScriptEnabled) return;
        expect(await faultsOf(page)).toEqual([]);
        expect(await outsideWindow(page, width)).toBeLessThanOrEqual(0);
      };
      const it = await openAs(maker);
      const { page } = it;
      await page.goto(`${portal.origin}/kampanjer/ny`);
      await page.locator('#namn').fill(`Kampanj ${language} ${width}`);
      await page.locator('#skal').selectOption({ label: t.reason });
      await page.getByLabel(t.list, { exact: true }).check();
      await page.locator('#lista').fill('1001\n1002');
      if (rehearsal) await page.getByLabel(t.rehearsal).check();
      await look(page);
      await page.getByRole('button', { name: t.save }).click();
      await page.getByRole('link', { name: t.addWave }).click();
      await page.locator('#dag').fill('2026-01-02');
      await page.locator('#tid').fill('07:00');
      await page.getByLabel(t.method).check();
      await look(page);
      await page.getByRole('button', { name: t.saveWave }).click();
      await page.getByRole('button', { name: t.dryRun, exact: true }).click();
      await page.getByRole('button', { name: t.approve }).waitFor({ state: 'detached' });
      await look(page);

      const other = await openAs(approver);
      await other.page.goto(page.url());
      await other.page.getByRole('button', { name: t.approve }).click();
      await expect
        .poll(
          async () => {
            await page.reload();
            return page.content();
          },
          { timeout: 20_000, interval: 500 },
        )
        .toContain(rehearsal ? t.report : t.progress);
      if (rehearsal) expect(await page.content()).toContain(t.marked);
      await look(page);
      const at = page.url();
      for (const more of ['kvar', 'undantag']) {
        await page.goto(`${at}/${more}`);
        await look(page);
      }
      expect([...it.faults, ...other.faults]).toEqual([]);
      await Promise.all([it.context.close(), other.context.close()]);
    },
    60_000,
  );
});
