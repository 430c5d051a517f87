import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, sitDown, type Person } from '../support/browser-person.ts';
import { startBrowserPortal, type BrowserPortal } from '../support/browser-portal.ts';
import { onRecord } from '../support/on-record.ts';
import { chromiumPath, pdftotext } from '../support/peers.ts';
import { readWorkbook } from '../support/read-xlsx.ts';
import type { Visitor } from '../support/visitor.ts';

const everybody = ['1001', '1002', '1003', '1004', '1005', '1006', '2001', '2002', '2003'];

describe.skipIf(chromiumPath === undefined)('follow-up in a browser', () => {
  let browser: Browser;
  let portal: BrowserPortal;
  const visitors: Record<string, Visitor> = {};
  beforeAll(async () => {
    const overdue = { COURSE_DUE: '2026-01-15', COURSE_NEW_STARTER_DAYS: '1' };
    [browser, portal] = await Promise.all([
      launchBrowser(),
      startBrowserPortal(undefined, overdue),
    ]);
    const record = onRecord(portal.services.store);
    await record.change(everybody, { 'employments.0.from': '2020-01-01' });
    await record.complete(['1001', '1004'], new Date());
    for (const number of ['3001', '2003']) visitors[number] = await portal.signInAndReset(number);
  });
  afterAll(async () => {
    await browser.close();
    await portal.close();
  });

  const sit = async (number: string, { width = 1280, language = 'sv' } = {}): Promise<Person> => {
    const person = await sitDown(browser, { viewport: { width, height: 740 } });
    const cookies = [...(visitors[number]?.cookies ?? []), ['portal.lang', language] as const];
    await person.context.addCookies(
      cookies.map(([name, value]) => ({ name, value, url: portal.origin })),
    );
    await person.page.goto(`${portal.origin}/uppfoljning`);
    return person;
  };

  const download = async ({ page, pressLink }: Person, link: string): Promise<Buffer> => {
    const [file] = await Promise.all([page.waitForEvent('download'), pressLink(link)]);
    return readFile(await file.path());
  };

  const rowsOf = ({ page }: Person) => page.locator('tbody > tr > th').allInnerTexts();

  test.each([360, 1280])(
    'HR sees who is late in home care in three presses, at %i',
    async (width) => {
      const person = await sit('3001', { width });
      const { page, press, pressLink, sees } = person;
      await sees('Så långt har vi kommit');
      await pressLink('Vård och omsorg');
      await sees('Vård och omsorg');
      await press(page.getByRole('row', { name: /^Hemtjänst/ }).locator('a.late'));
      await sees('Personer');
      expect(person.presses()).toBeLessThanOrEqual(3);
      expect(await rowsOf(person)).toEqual([
        'Ek, Eli',
        'Granit, Gun',
        'Holm, Hans',
        'Isberg, Ida',
        'Ängman, Cilla',
        'Öberg, Bo',
      ]);
      expect(person.faults).toEqual([]);
      await person.context.close();
    },
  );

  test('every figure of the page leads to as many people as it says', async () => {
    const person = await sit('3001');
    const { page } = person;
    const links = await page.locator('.legend a, .units td.number a').all();
    const figures = await Promise.all(
      links.map(async (link) => ({
        said: parseInt(await link.innerText(), 10),
        href: (await link.getAttribute('href')) ?? '',
      })),
    );
    expect(figures.length).toBeGreaterThanOrEqual(6);
    for (const { said, href } of figures) {
      await page.goto(portal.origin + href);
      const found = await page.getByRole('status').first().innerText();
      expect(parseInt(found, 10), href).toBe(said);
    }
    await person.context.close();
  });

  test('HR opens the list as workbook and paper', async () => {
    const person = await sit('3001', { language: 'en' });
    await person.sees('How far we have come');
    const workbook = await readWorkbook(await download(person, 'Excel'));
    expect(workbook.rows).toHaveLength(14);
    expect(workbook.rows[0]?.[0]).toBe('Employee number');
    const input = await download(person, 'PDF');
    if (pdftotext)
      expect(
        execFileSync('pdftotext', ['-layout', '-', '-'], { input, encoding: 'utf8' }),
      ).toContain('Page 1 of 1');
    expect(person.faults).toEqual([]);
    await person.context.close();
  });

  test('a manager sees the own units alone, and the same figures as a table', async () => {
    const person = await sit('2003', { width: 360 });
    const { page, press } = person;
    await page.getByText('Dina enheter · 7 anställda').waitFor();
    expect(await page.locator('.units tbody th').allInnerTexts()).toEqual([
      'Hemtjänst norr',
      'Hemtjänst söder',
    ]);
    await press(page.getByText('Visa siffrorna som tabell'));
    await page.getByRole('table', { name: 'Andel klara över tid' }).waitFor();
    expect(person.faults).toEqual([]);
    await person.context.close();
  });
});
