import type { BrowserContext, Page } from 'playwright-core';
import type { PageRow } from './page-table.ts';
import type { People } from './people.ts';

/** Opens the page of the row as its person, in that language; answers the status it came with. */
export const openRow = async (
  { context, page }: { context: BrowserContext; page: Page },
  { origin, people }: { origin: string; people: People },
  { who, at, act }: PageRow,
  language: string,
): Promise<{ status: number | undefined; path: string; html: string }> => {
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
