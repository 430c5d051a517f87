import { execFileSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf, daysAfter } from '../../src/platform/swedish-day.ts';
import { quarterOf } from '../../src/reports/quarter.ts';
import { launchBrowser } from '../support/browser-person.ts';
import { download, seat, views, type Seated } from '../support/browser-seat.ts';
import { onRecord } from '../support/on-record.ts';
import { chromiumPath, pdftotext } from '../support/peers.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

const today = dayOf(new Date());
const quarter = quarterOf(today);
/** Each window does its work on somebody of its own. */
const subjects = ['1002', '1003', '1006'];
const seated = ['1001', '2001', '3001'];
const yearAgo = new Date(Date.now() - 365 * 24 * 60 * 60_000);

const wordsOf = (input: Buffer): string =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input, encoding: 'utf8' });

describe.skipIf(chromiumPath === undefined)('follow-up in a browser', () => {
  let browser: Browser;
  let portal: TestPortal;
  const visitors: Record<string, Visitor> = {};

  beforeAll(async () => {
    const environment = { COURSE_DUE: daysAfter(today, -7), COURSE_NEW_STARTER_DAYS: '1' };
    [browser, portal] = await Promise.all([launchBrowser(), startTestPortal({ environment })]);
    const record = onRecord(portal.services.store);
    await record.change([...subjects, ...seated], {
      'employments.0.from': '2020-01-01',
      resetRequiredSince: null,
    });
    await record.complete(['1001', ...subjects], new Date());
    for (const number of seated) visitors[number] = await portal.signIn(number);
  });
  afterAll(async () => {
    await browser.close();
    await portal.close();
  });

  const idOf = async (number: string) =>
    (await onRecord(portal.services.store).idOf(number)).toHexString();

  describe.each(views.map((view, index) => ({ ...view, subject: subjects[index] ?? '' })))(
    '$language, $width pixels, scripts: $javaScriptEnabled',
    (view) => {
      let hr: Seated;
      beforeAll(async () => {
        hr = await sit('3001');
      });

      const sit = (number: string): Promise<Seated> =>
        seat({ browser, portal, visitor: visitors[number] ?? portal.visitor() }, view);

      /** From **Verktyg** to the page that is called so there. */
      const openTool = async ({ goto, page, t, press }: Seated, key: string): Promise<void> => {
        await goto('/verktyg');
        await press(page.locator('main').getByRole('link', { name: t(`tools.${key}.title`) }));
        await page.waitForURL((url) => url.pathname !== '/verktyg');
      };

      test('HR enters an exemption, and the person’s page tells who, why and until when', async () => {
        const { page, t } = hr;
        const at = `/uppfoljning/personer/${await idOf(view.subject)}`;
        await hr.goto(at);
        await hr.pressLink(t('entries.records.link'));
        await hr.pressLink(t('entries.absence.title'));
        await page.locator('#slag').selectOption('exemption');
        await page.locator('#fran').fill(today);
        await page.locator('#till').fill(daysAfter(today, 30));
        await hr.pressButton(t('entries.save'));
        await page.getByRole('link', { name: t('entries.faults.empty.skal') }).waitFor();
        expect(await page.locator('#till').inputValue()).toBe(daysAfter(today, 30));
        await page.locator('#skal').fill('Långt uppdrag utomlands');
        await hr.pressButton(t('entries.save'));
        await page.getByText(t('entries.saved.undantag')).waitFor();
        expect(await hr.faultsHere()).toEqual([]);
        await hr.pressLink(t('entries.records.person'));
        const events = await page.locator('.events li').allInnerTexts();
        const exemption = events.find((event) => event.includes('Långt uppdrag utomlands'));
        expect(exemption).toContain('Lind, Åsa');
        expect(exemption).toContain(t('entries.wholeCourse'));
        const [title] = portal.services.reports.modules.map(
          ({ texts }) => texts[view.language].title,
        );
        expect(events.join('\n')).toContain(t('reports.event.completed', { module: title }));
        expect(await hr.faultsHere()).toEqual([]);
      });

      test('HR counts phishing and hands the leadership’s report over', async () => {
        const { page, t } = hr;
        await openTool(hr, 'phishing');
        await page.locator('#month').fill(today.slice(0, 7));
        for (const [field, count] of Object.entries({ sent: '400', reported: '100', clicked: '8' }))
          await page.locator(`#${field}`).fill(count);
        await hr.pressButton(t('reports.phishing.save'));
        await page.getByText(t('reports.phishing.saved')).waitFor();
        await hr.goto('/uppfoljning');
        await hr.pressLink(t('reports.leadership.title'));
        await hr.sees(t('reports.leadership.title'));
        await page.getByText('100 (25 %)').waitFor();
        expect(await hr.faultsHere()).toEqual([]);
        const paper = await download(hr, t('reports.leadership.download'));
        if (!pdftotext) return;
        const words = wordsOf(paper);
        const { number, year } = quarter;
        const name = t('reports.leadership.quarter', { number, year });
        for (const said of [name, t('reports.dashboard.all'), '100 (25 %)', 'Utbildning'])
          expect(words).toContain(said);
      });

      test('HR makes a key to the API, which is shown once, and closes it', async () => {
        const { page, t } = hr;
        await openTool(hr, 'apiTokens');
        const name = `Lön ${view.subject}`;
        await page.locator('#namn').fill(name);
        await page.locator('#far-units').check();
        await hr.pressButton(t('api.make'));
        const secret = await page.locator('.token-shown').innerText();
        const { status } = await fetch(`${portal.origin}/api/v1/units`, {
          headers: { Authorization: `Bearer ${secret}` },
        });
        expect(status).toBe(200);
        expect(await hr.faultsHere()).toEqual([]);
        await hr.goto('/api-nycklar');
        expect(await page.content()).not.toContain(secret);
        const row = page.getByRole('row').filter({ hasText: name });
        await hr.press(row.getByRole('button'));
        await expect.poll(() => row.getByRole('button').count()).toBe(0);
        const after = await fetch(`${portal.origin}/api/v1/units`, {
          headers: { Authorization: `Bearer ${secret}` },
        });
        expect(after.status).toBe(401);
      });

      test('HR purges what is too old, once it is decided, and keeps the protocol', async () => {
        const { page, t } = hr;
        const contact = { mobile: '+46701740699', email: null, answeredAt: yearAgo };
        const leaver = { active: false, leftAt: yearAgo, contact };
        await onRecord(portal.services.store).change(['2004'], leaver);
        await openTool(hr, 'retention');
        await hr.pressButton(t('retention.purge'));
        await page.getByRole('link', { name: t('retention.missing') }).waitFor();
        await page.locator('#beslut').check();
        await hr.pressButton(t('retention.purge'));
        await hr.sees(t('retention.protocol.title'));
        expect(await page.locator('main tbody').innerText()).toContain('1');
        expect(await hr.faultsHere()).toEqual([]);
      });

      test('HR sees who has looked at whom, and takes it along as CSV', async () => {
        const { t } = hr;
        await openTool(hr, 'looks');
        expect(await hr.faultsHere()).toEqual([]);
        const rows = parse(await download(hr, t('audit.csv')), { bom: true, delimiter: ';' });
        expect(rows.length).toBeGreaterThan(2);
        expect(rows.flat()).toContain('Lind, Åsa');
      });

      test('a manager prints the team’s list, with a mark for each who is done', async () => {
        const manager = await sit('2001');
        const { page, t } = manager;
        await manager.goto('/uppfoljning');
        await manager.pressLink(t('reports.dashboard.toPeople'));
        await manager.pressLink(t('reports.people.team'));
        await manager.sees('Hemtjänst norr');
        expect(await manager.faultsHere()).toEqual([]);
        if (pdftotext) {
          const words = wordsOf(await page.pdf({ format: 'A4' }));
          for (const name of ['Ek, Eli', 'Granit, Gun', 'Åström, Anna', 'Öberg, Bo'])
            expect(words).toContain(name);
          for (const left of [t('reports.person.back'), t('layout.places.tools'), 'Falk'])
            expect(words).not.toContain(left);
        }
        await manager.context.close();
      });

      test('a manager has the report of the own units', async () => {
        const manager = await sit('2001');
        await openTool(manager, 'leadership');
        await manager.page.getByText(manager.t('reports.dashboard.allOwn')).waitFor();
        expect(await manager.page.locator('main').innerText()).not.toContain('Utbildning');
        expect(await manager.faultsHere()).toEqual([]);
        await manager.context.close();
      });

      test('an employee reads all that is kept of them, and takes it along', async () => {
        const employee = await sit('1001');
        const { page, t } = employee;
        await employee.goto('/mina-intyg');
        await employee.pressLink(t('certificates.own.dataRead'));
        await employee.sees(t('certificates.own.data'));
        await page.getByText('anna.astrom@norrstrand.example').first().waitFor();
        expect(await employee.faultsHere()).toEqual([]);
        await employee.goto('/mina-intyg');
        const file = await download(employee, t('certificates.own.dataLink'));
        const { person, completions } = JSON.parse(file.toString()) as {
          person: { givenName: string };
          completions: object[];
        };
        expect([person.givenName, completions.length]).toEqual(['Anna', 1]);
        await employee.context.close();
      });
    },
  );
});
