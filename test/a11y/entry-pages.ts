import type { Page } from 'playwright-core';
import { idOf } from '../codes/codes-world.ts';
import type { BrowserPortal } from '../support/browser-portal.ts';
import type { Visitor } from '../support/visitor.ts';

const send = async (visitor: Visitor, path: string, form: Record<string, string>) => {
  await visitor.get(path);
  return visitor.follow(await visitor.submit(path, form));
};

const dayIn = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** HR enters a leave and two papers for somebody, and corrects one; the addresses of each page. */
export const placeEntries = async (portal: BrowserPortal, hr: Visitor) => {
  const person = `/uppfoljning/personer/${await idOf(portal, '2004')}`;
  const paper = { dag: dayIn(-2), satt: 'sheet', vittne: 'Åsa Lind' };
  await send(hr, `${person}/papper`, { ...paper, modul: 'varfor' });
  const { text } = await hr.get(`${person}/poster`);
  const correct = /href="([^"]+\/rattelse\/[^"]+)"/.exec(text)?.[1] ?? '';
  await send(hr, correct, { skal: 'Bladet gällde någon annan' });
  await send(hr, `${person}/papper`, { ...paper, modul: 'varfor', satt: 'group' });
  const leave = { slag: 'leave', modul: '', fran: dayIn(-1), till: dayIn(200), skal: 'Studier' };
  const { text: page } = await send(hr, `${person}/undantag`, leave);
  return {
    person,
    correct: /href="([^"]+\/rattelse\/[^"]+)"/.exec(page)?.[1] ?? '',
    withdraw: /href="([^"]+\/undantag\/[^"]+)"/.exec(page)?.[1] ?? '',
  };
};

/** The first unit and module that the page offers. */
export const showSheet = async (page: Page): Promise<void> => {
  await page.locator('main form[method="get"] button').click();
  await page.locator('#vittne').waitFor();
};

export const sendEmpty = async (page: Page): Promise<void> => {
  await page.locator('#main-form [type="submit"]').first().click();
};
