import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from './browser-person.ts';
import { startBrowserPortal, type BrowserPortal } from './browser-portal.ts';

/** A browser and a portal for all tests of this suite; they are there once the tests run. */
export const inBrowser = (): { browser: Browser; portal: BrowserPortal } => {
  const here = {} as { browser: Browser; portal: BrowserPortal };
  beforeAll(async () => {
    [here.browser, here.portal] = await Promise.all([launchBrowser(), startBrowserPortal()]);
  });
  afterAll(async () => {
    await here.browser.close();
    await here.portal.close();
  });
  return here;
};
