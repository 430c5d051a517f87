import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser, sitDown, type Person } from '../support/browser-person.ts';
import { startBrowserPortal, type BrowserPortal } from '../support/browser-portal.ts';
import { confirmContact, getNewPassword, signIn } from '../support/browser-sign-in.ts';
import { chromiumPath } from '../support/peers.ts';
import { answerCheck, doExercise, readPages } from './take-module.ts';

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const desk = { viewport: { width: 1280, height: 800 } };
const ways: { name: string; options: BrowserContextOptions }[] = [
  { name: 'on a phone', options: phone },
  { name: 'at a desk without scripts', options: { ...desk, javaScriptEnabled: false } },
];

/** From the front page to a new password, with the code in the BankID app twice. */
const mostPresses = 25;

const anna = 'Anna Åström';

describe.skipIf(chromiumPath === undefined)('the first morning', () => {
  let browser: Browser;
  let portal: BrowserPortal;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    portal = await startBrowserPortal();
  });
  afterEach(() => portal.close());
  afterAll(() => browser.close());

  /** A new login and the whole module, to the overview that says so. */
  const morningOf = async (person: Person): Promise<void> => {
    const module = portal.services.completion.catalogue.module('varfor');
    if (!module) throw new Error('There is no module varfor.');
    await signIn(person, portal.origin, anna);
    await person.sees('Byt lösenord');
    await getNewPassword(person, anna);
    expect(person.presses()).toBeLessThanOrEqual(mostPresses);
    await confirmContact(person);
    await person.sees('Hej Anna!');
    await readPages(person, module);
    await doExercise(person, module);
    await answerCheck(person, module, portal.services.i18n.sv);
    await person.sees('Godkänt!');
    await person.pressLink('Gå vidare');
    await person.sees('Klart!');
    await person.pressLink('Till översikten');
    await person.page.getByText('Du är klar med hela kursen.').waitFor();
  };

  /** The share of the whole municipality that is done, as the page says it. */
  const shareDone = async ({ page }: Person): Promise<string> => {
    await page.goto(`${portal.origin}/uppfoljning`);
    return page.locator('.tile', { hasText: 'Klara med kursen' }).innerText();
  };

  const download = async ({ page, pressLink }: Person): Promise<string> => {
    const [file] = await Promise.all([page.waitForEvent('download'), pressLink('CSV')]);
    return readFile(await file.path(), 'utf8');
  };

  test.each(ways)(
    '$name: BankID, a new password, the course, and HR sees it',
    { timeout: 120_000 },
    async ({ options }) => {
      const hr = await sitDown(browser, options);
      await signIn(hr, portal.origin, 'Åsa Lind');
      await getNewPassword(hr, 'Åsa Lind');
      expect(await shareDone(hr)).toContain('0 av 13');

      const employee = await sitDown(browser, options);
      await morningOf(employee);

      expect(await shareDone(hr)).toContain('1 av 13');
      await hr.pressLink('Se alla personer');
      await hr.page.getByLabel('Namn eller anställningsnummer').fill('åström');
      await hr.pressButton('Visa');
      await hr.page.getByText('1 person').waitFor();
      const row = await hr.page.getByRole('row', { name: 'Åström, Anna' }).innerText();
      expect(row).toMatch(/Hemtjänst norr.*Klar.*Klar.*20\d\d/s);

      const csv = await download(hr);
      expect(csv.startsWith('\uFEFFAnställningsnummer;')).toBe(true);
      expect(csv).toMatch(
        /^1001;Åström;Anna;Hemtjänst norr;Klar;Klar;1;1;.*20\d\d-\d\d-\d\d.*\r$/m,
      );
      expect([...employee.faults, ...hr.faults]).toEqual([]);
      await Promise.all([employee.context.close(), hr.context.close()]);
    },
  );
});
