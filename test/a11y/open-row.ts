import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { startBrowserPortal } from '../support/browser-portal.ts';
import { madeCourseDir } from '../support/made-course.ts';
import { startStuckPortal } from '../support/stuck-portal.ts';
import type { PageRow } from './page-table.ts';
import type { People } from './people.ts';

const unread = (id: string, name: string) => ({
  id,
  name: { sv: name, en: name },
  metadata: 'nowhere.xml',
});

/**
 * The portals that show every page: as it is set up to begin with, with requests sent by POST, with
 * a made-up course that has every kind of exercise, with identity providers that cannot be asked, and
 * with a directory in which nothing goes as it should.
 */
export const startPortals = async () => {
  const messages = mkdtempSync(join(tmpdir(), 'portal-messages-'));
  const [portal, posting, made, someDown, allDown, stuck] = await Promise.all([
    startBrowserPortal({ singleLogout: true }, { MESSAGES_FOLDER: messages, VOUCHING: 'unit' }),
    startBrowserPortal({ binding: 'post' }),
    startBrowserPortal(undefined, { COURSES_DIR: madeCourseDir, COURSE_PRETEST: 'on' }),
    startBrowserPortal([{}, unread('freja', 'Freja+')], { BREAK_GLASS: 'on' }),
    startBrowserPortal({ metadata: 'nowhere.xml' }),
    startStuckPortal(),
  ]);
  const byWays = { 'some-down': someDown, 'all-down': allDown, stuck };
  const special = ({ sendsItself, who }: PageRow) =>
    sendsItself ? posting : who === 'learner' ? made : portal;
  return {
    portal,
    made,
    stuck,
    originFor: (row: PageRow) => (row.ways ? byWays[row.ways] : special(row)).origin,
    close: async () => {
      await Promise.all(
        [portal, posting, made, someDown, allDown, stuck].map((one) => one.close()),
      );
      rmSync(messages, { recursive: true });
    },
  };
};

/** Opens the page of the row as its person, in that language; answers the status it came with. */
export const openRow = async (
  { context, page }: { context: BrowserContext; page: Page },
  { origin, people }: { origin: string; people: People },
  { who, at, act, sendsItself }: PageRow,
  language: string,
): Promise<{ status: number | undefined; path: string; html: string }> => {
  if (sendsItself)
    await page.route(
      '**/send-form*.js',
      (route) => route.fulfill({ contentType: 'text/javascript' }),
      { times: 1 },
    );
  const cookies = [...people[who].cookies, ['portal.lang', language] as const];
  await context.clearCookies();
  await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: origin })));
  const path = typeof at === 'string' ? at : at(people);
  const response = await page.goto(origin + path);
  const shown = page.url();
  const html = (await response?.text()) ?? '';
  await act?.(page);
  return { status: response?.status(), path: shown, html };
};
