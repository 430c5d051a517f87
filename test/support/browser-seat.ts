import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { faultsOf } from './browser-accessibility.ts';
import { sitDown, type Person } from './browser-person.ts';
import type { TestPortal } from './portal.ts';
import type { Visitor } from './visitor.ts';

/** A window: its language, its width, and whether its scripts run. */
export interface View {
  language: 'sv' | 'en';
  width: 360 | 1280;
  javaScriptEnabled: boolean;
}

/** A phone in Swedish, and a desk in English; each page also once without its scripts. */
export const views: readonly View[] = [
  { language: 'sv', width: 360, javaScriptEnabled: true },
  { language: 'en', width: 1280, javaScriptEnabled: true },
  { language: 'sv', width: 1280, javaScriptEnabled: false },
];

/** Somebody who has signed in, in front of a window of their own. */
export const seat = async (
  { browser, portal, visitor }: { browser: Browser; portal: TestPortal; visitor: Visitor },
  { language, width, javaScriptEnabled }: View,
) => {
  const person = await sitDown(browser, { viewport: { width, height: 740 }, javaScriptEnabled });
  const cookies = [...visitor.cookies, ['portal.lang', language] as const];
  await person.context.addCookies(
    cookies.map(([name, value]) => ({ name, value, url: portal.origin })),
  );
  const { page } = person;
  return {
    ...person,
    /** The portal's own text. */
    t: portal.services.i18n[language],
    goto: (path: string) => page.goto(portal.origin + path),
    /** Nothing that axe finds, nothing that the console said. */
    faultsHere: async () => [...(javaScriptEnabled ? await faultsOf(page) : []), ...person.faults],
  };
};

export type Seated = Awaited<ReturnType<typeof seat>>;

/** The file that a link of the page leads to. */
export const download = async ({ page, pressLink }: Person, link: string): Promise<Buffer> => {
  const [file] = await Promise.all([page.waitForEvent('download'), pressLink(link)]);
  return readFile(await file.path());
};
