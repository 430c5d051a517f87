import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  darkFaultsOf,
  faultsOf,
  lostToForcedColours,
  lostToLargeText,
  outsideFrame,
  outsideWindow,
  walkByKeyboard,
} from '../support/browser-accessibility.ts';
import { launchBrowser, sitDown, type Person } from '../support/browser-person.ts';
import { checkPage } from '../support/check-page.ts';
import { chromiumPath } from '../support/peers.ts';
import { openRow, startPortals } from './open-row.ts';
import { pageTable, type PageRow } from './page-table.ts';
import { placePeople, type People } from './people.ts';

const phone = { width: 360, height: 740 };
const desk = { width: 1280, height: 800 };

describe.skipIf(chromiumPath === undefined)('every page, by axe and at 320 pixels', () => {
  let browser: Browser;
  let portals: Awaited<ReturnType<typeof startPortals>>;
  let people: People;
  let person: Person;
  /** What a page has loaded from elsewhere than its own origin. */
  const fromElsewhere: string[] = [];
  beforeAll(async () => {
    [browser, portals] = await Promise.all([launchBrowser(), startPortals()]);
    [people, person] = await Promise.all([placePeople(portals), sitDown(browser)]);
    person.page.on('request', (request) => {
      if (request.isNavigationRequest()) return;
      const page = request.frame().url();
      if (new URL(request.url()).origin !== new URL(page).origin)
        fromElsewhere.push(`${page}: ${request.url()}`);
    });
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await portals.close();
  });

  /** Opens the page in the one browser as the person of the row, in that language. */
  const open = async (row: PageRow, language: string): Promise<void> => {
    await person.page.setViewportSize(phone);
    const origin = portals.originFor(row);
    const { status, path, html } = await openRow(person, { origin, people }, row, language);
    checkPage(row.name, html);
    expect(status).toBe(row.status ?? 200);
    const { at, who } = row;
    const asked = origin + (typeof at === 'string' ? at : at(people));
    if (who !== 'visitor') expect(path).toBe(asked);
  };

  const inBothLanguages = pageTable.flatMap((row) => [
    { ...row, language: 'sv' },
    { ...row, language: 'en' },
  ]);

  test.each(inBothLanguages)('$name, $language', async ({ language, ...row }) => {
    const { page } = person;
    person.faults.length = 0;
    await open(row, language);
    expect(await faultsOf(page)).toEqual([]);
    expect(await darkFaultsOf(page)).toEqual([]);
    await page.setViewportSize(desk);
    expect(await faultsOf(page)).toEqual([]);
    expect(await outsideFrame(page)).toEqual([]);
    expect(await outsideWindow(page, 320)).toBeLessThanOrEqual(0);
    expect(await lostToForcedColours(page)).toEqual([]);
    expect(await lostToLargeText(page)).toEqual([]);
    expect(person.faults).toEqual([]);
    expect(fromElsewhere).toEqual([]);
  });

  test('a page that asks another origin for something would be found', async () => {
    await open({ name: 'help', who: 'visitor', at: '/hjalp' }, 'sv');
    await person.page.evaluate("new Image().src = 'http://127.0.0.1:1/pixel.gif'");
    await expect.poll(() => fromElsewhere.splice(0).join()).toContain('127.0.0.1:1/pixel.gif');
  });

  test('what vanishes in forced colours or is cut off by large text would be found', async () => {
    const { page } = person;
    await open({ name: 'help', who: 'visitor', at: '/hjalp' }, 'sv');
    await page.evaluate(`Object.assign(document.querySelector('main h1').style,
      { overflow: 'hidden', height: '1rem', whiteSpace: 'nowrap' });
      document.querySelector('main h1').classList.add('panel');
      document.querySelector('main h1').style.border = 'none';`);
    expect((await lostToForcedColours(page)).join()).toContain('<h1');
    expect((await lostToLargeText(page)).join()).toContain('<h1');
  });

  const withManyTargets = [
    'front',
    'new password',
    'exercise',
    'a message of the inbox',
    'things to spot',
    'check',
    'shares',
    'people',
  ];

  test.each(pageTable.filter(({ name }) => withManyTargets.includes(name)))(
    '$name: the tab key shows where it is',
    async (row) => {
      await open(row, 'sv');
      const { passed, unseen } = await walkByKeyboard(person.page);
      expect(passed).toBeGreaterThan(5);
      expect(unseen).toEqual([]);
    },
  );
});
