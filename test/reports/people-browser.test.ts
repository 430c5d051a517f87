import { execFileSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayOf, daysAfter } from '../../src/platform/swedish-day.ts';
import { launchBrowser } from '../support/browser-person.ts';
import { download, seat, views, type Seated } from '../support/browser-seat.ts';
import { onRecord } from '../support/on-record.ts';
import { chromiumPath, pdftotext } from '../support/peers.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { readWorkbook } from '../support/read-xlsx.ts';
import type { Visitor } from '../support/visitor.ts';
import { followUpRoster } from './follow-up-roster.ts';

const today = dayOf(new Date());
const ago = (days: number) => daysAfter(today, -days);
const school = Array.from({ length: 60 }, (_, n) => String(5000 + n));
const longEmployed = ['1001', '1002', '1004', '1005', '1006', '2001', '2002', '2003', '2004'];

/** What is chosen in the form, by the names of its fields; a unit by its own name. */
type Choice = Record<string, string>;

const homeCare = { enhet: 'Hemtjänst' };

const filters: [what: string, choice: Choice, names: string[]][] = [
  ['a unit', { enhet: 'Hemtjänst söder' }, ['Holm, Hans', 'Ängman, Cilla']],
  [
    'a unit with those below',
    homeCare,
    [
      ...['Ek, Eli', 'Granit, Gun', 'Holm, Hans', 'Isberg, Ida'],
      ...['Åström, Anna', 'Ängman, Cilla', 'Öberg, Bo'],
    ],
  ],
  ['a unit itself', { ...homeCare, underenheter: 'nej' }, ['Isberg, Ida']],
  ['a module', { modul: 'varfor', status: 'done' }, ['=Formel, Dana', 'Åström, Anna']],
  ['a status', { status: 'in-progress' }, ['Ängman, Cilla']],
  ['a role', { roll: 'manager' }, ['Granit, Gun', 'Holm, Hans', 'Isberg, Ida', 'Jord, Jon']],
  ['hired after', { ...homeCare, anstalld: ago(11) }, ['Ängman, Cilla']],
  [
    'a deadline',
    { enhet: 'Hemtjänst norr', klarsenast: ago(1) },
    ['Ek, Eli', 'Granit, Gun', 'Öberg, Bo'],
  ],
  ['a day that has been', { status: 'done', den: ago(1) }, ['Åström, Anna']],
  ['a name', { namn: 'öberg' }, ['Öberg, Bo']],
  ['an employee number', { namn: '1003' }, ['Ängman, Cilla']],
  [
    'the order: hired last',
    { enhet: 'Hemtjänst söder', ordning: 'hired' },
    ['Ängman, Cilla', 'Holm, Hans'],
  ],
  [
    'the order: status',
    { enhet: 'Hemtjänst norr', ordning: 'status' },
    ['Ek, Eli', 'Granit, Gun', 'Öberg, Bo', 'Åström, Anna'],
  ],
  ['nobody', { roll: 'it', status: 'done' }, []],
];

const rowsOf = ({ page }: Seated) => page.locator('main tbody > tr > th').allInnerTexts();

/** What stands in the form once the page has come back. */
const standsIn = async ({ page }: Seated, choice: Choice) => {
  const said: Choice = {};
  for (const field of Object.keys(choice)) {
    const input = page.locator(`#${field}`);
    if (field === 'underenheter') said[field] = (await input.isChecked()) ? 'nej' : '';
    else if (field === 'enhet') said[field] = await input.locator('option:checked').innerText();
    else said[field] = await input.inputValue();
  }
  return said;
};

const show = async (person: Seated, choice: Choice): Promise<void> => {
  const { page, t } = person;
  await person.goto('/uppfoljning/personer');
  await page.getByText(t('reports.people.more')).click();
  for (const [field, value] of Object.entries(choice)) {
    const input = page.locator(`#${field}`);
    if (field === 'underenheter') await input.check();
    else if (field === 'enhet') await input.selectOption({ label: value });
    else if (['modul', 'status', 'roll', 'ordning'].includes(field))
      await input.selectOption(value);
    else await input.fill(value);
  }
  await person.pressButton(t('reports.people.show'));
  await page.waitForURL(/personer\?/);
};

type Rows = (string | number | boolean | null)[][];
const named = (rows: Rows) => rows.map(([, family, given]) => `${family}, ${given}`);

/** The names of a file, in its order. */
const namesIn = {
  csv: (bytes: Buffer) => named(parse(bytes, { bom: true, delimiter: ';', from: 2 })),
  xlsx: async (bytes: Buffer) => named((await readWorkbook(bytes)).rows.slice(1)),
  pdf: (input: Buffer) =>
    [
      ...execFileSync('pdftotext', ['-layout', '-', '-'], { input, encoding: 'utf8' }).matchAll(
        /^ *(\S+) +(\S+) +\d{4} /gm,
      ),
    ].map(([, family, given]) => `${family}, ${given}`),
};

describe.skipIf(chromiumPath === undefined)('the list of people in a browser', () => {
  let browser: Browser;
  let portal: TestPortal;
  const visitors: Record<string, Visitor> = {};

  beforeAll(async () => {
    const environment = { COURSE_DUE: ago(7), COURSE_NEW_STARTER_DAYS: '14' };
    [browser, portal] = await Promise.all([
      launchBrowser(),
      startTestPortal({ roster: followUpRoster, environment }),
    ]);
    const record = onRecord(portal.services.store);
    await record.change([...longEmployed, ...school], { 'employments.0.from': '2020-01-01' });
    await record.change(['1003'], { 'employments.0.from': ago(10) });
    await record.change(['1005', '2001', '3001'], { resetRequiredSince: null });
    await record.complete(['1001'], new Date(Date.now() - 5 * 24 * 60 * 60_000));
    await record.complete(['1004'], new Date());
    await record.begin(['1003'], new Date());
    for (const number of ['1005', '2001', '3001']) visitors[number] = await portal.signIn(number);
  });
  afterAll(async () => {
    await browser.close();
    await portal.close();
  });

  describe.each(views)('$language, $width pixels, scripts: $javaScriptEnabled', (view) => {
    let hr: Seated;
    beforeAll(async () => {
      hr = await sit('3001');
    });

    const sit = (number: string): Promise<Seated> =>
      seat({ browser, portal, visitor: visitors[number] ?? portal.visitor() }, view);

    test.each(filters)('is narrowed by %s', async (_what, choice, names) => {
      await show(hr, choice);
      expect(await rowsOf(hr)).toEqual(names);
      expect(await standsIn(hr, choice)).toEqual(choice);
      const found = await hr.page.locator('main [role=status]').first().innerText();
      expect(parseInt(found, 10)).toBe(names.length);
    });

    test('has nothing that axe or the console finds, with every choice in sight', async () => {
      await show(hr, { ...homeCare, ordning: 'status' });
      expect(await hr.faultsHere()).toEqual([]);
      await show(hr, { roll: 'it', status: 'done' });
      expect(await hr.faultsHere()).toEqual([]);
    });

    test('is turned page by page, and back', async () => {
      await hr.goto('/uppfoljning/personer');
      const first = await rowsOf(hr);
      await hr.pressLink(hr.t('reports.people.next'));
      const second = await rowsOf(hr);
      expect([first.length, second.length]).toEqual([50, 23]);
      expect(new Set([...first, ...second]).size).toBe(73);
      await hr.pressLink(hr.t('reports.people.first'));
      expect(await rowsOf(hr)).toEqual(first);
    });

    const endings = (['csv', 'xlsx', 'pdf'] as const).filter((one) => one !== 'pdf' || pdftotext);
    test.each(endings)('is the same in the %s that the browser downloads', async (ending) => {
      await show(hr, { ...homeCare, status: 'left', ordning: 'hired' });
      const names = await rowsOf(hr);
      expect(names).toHaveLength(6);
      const bytes = await download(hr, hr.t(`reports.people.${ending}`));
      expect(await namesIn[ending](bytes)).toEqual(names);
    });

    test('is kept under a name, opened by it, and forgotten', async () => {
      const { page, t } = hr;
      await show(hr, { roll: 'manager', ordning: 'unit' });
      const names = await rowsOf(hr);
      await page.getByText(t('reports.people.saveView'), { exact: true }).click();
      await page.getByLabel(t('reports.people.viewName')).fill('Cheferna');
      await hr.pressButton(t('reports.people.save'));
      await hr.goto('/uppfoljning/personer');
      await hr.pressLink('Cheferna');
      await page.waitForURL(/roll=manager/);
      expect(await rowsOf(hr)).toEqual(names);
      expect(await hr.faultsHere()).toEqual([]);
      await hr.pressButton(new RegExp(`^${t('reports.people.remove')}.*Cheferna$`));
      await expect.poll(() => page.getByRole('link', { name: 'Cheferna' }).count()).toBe(0);
    });

    test('leads to a person and back, with what was chosen', async () => {
      await show(hr, { enhet: 'Hemtjänst söder' });
      const address = hr.page.url();
      await hr.pressLink('Ängman, Cilla');
      await hr.sees('Cilla Ängman');
      await hr.pressLink(hr.t('reports.person.back'));
      expect(hr.page.url()).toBe(address);
    });

    test('is a manager’s own people alone, in the files too', async () => {
      const manager = await sit('2001');
      const own = ['Ek, Eli', 'Granit, Gun', 'Åström, Anna', 'Öberg, Bo'];
      await manager.goto('/uppfoljning/personer');
      expect(await rowsOf(manager)).toEqual(own);
      const units = manager.page.locator('#enhet option');
      expect(await units.allInnerTexts()).toEqual([
        manager.t('reports.people.allUnits'),
        'Hemtjänst norr',
      ]);
      const workbook = await download(manager, manager.t('reports.people.xlsx'));
      expect(await namesIn.xlsx(workbook)).toEqual(own);
      await manager.context.close();
    });

    test('is not there for an employee, who is told so', async () => {
      const employee = await sit('1005');
      const response = await employee.goto('/uppfoljning/personer');
      expect(response?.status()).toBe(403);
      expect(await employee.page.locator('nav a[href^="/uppfoljning"]').count()).toBe(0);
      expect(await employee.faultsHere()).toEqual([]);
      await employee.context.close();
    });
  });
});
