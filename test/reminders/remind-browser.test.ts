import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, sitDown, type Person } from '../support/browser-person.ts';
import { chromiumPath } from '../support/peers.ts';
import { startReminderWorld, type ReminderWorld } from './reminder-world.ts';

const views = [
  {
    language: 'sv',
    width: 360,
    list: 'Påminn dem',
    go: 'Påminn 4 personer',
    asked: 'Du har bett om',
    was: 'Klart',
  },
  {
    language: 'en',
    width: 1280,
    list: 'Remind them',
    go: 'Remind 4 people',
    asked: 'You have asked',
    was: 'Done',
  },
] as const;

describe.skipIf(chromiumPath === undefined)('in a browser', () => {
  let browser: Browser;
  let world: ReminderWorld;
  let person: Person;
  beforeAll(async () => {
    [browser, world] = await Promise.all([
      launchBrowser(),
      startReminderWorld({ REMINDERS: 'off' }),
    ]);
    person = await sitDown(browser);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  test.each(views)(
    'a manager reminds the own people and sees that it is done ($language, $width pixels)',
    async ({ language, width, list, go, asked, was }) => {
      const { portal, smtp } = world;
      const { connection } = portal.services.store;
      for (const name of ['messages', 'reminder-runs'])
        await connection.collection(name).deleteMany({});
      smtp.mails.length = 0;
      const manager = await portal.signInAndReset('2001').catch(() => portal.signIn('2001'));
      const { context, page } = person;
      await context.clearCookies();
      const cookies = [...manager.cookies, ['portal.lang', language] as const];
      await context.addCookies(
        cookies.map(([name, value]) => ({ name, value, url: portal.origin })),
      );
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${portal.origin}/verktyg`);
      await page.locator('main a[href="/paminnelser"]').click();
      await page.locator('main a[href^="/uppfoljning/personer"]').click();
      await page.getByRole('link', { name: list }).click();
      await page.getByRole('button', { name: go }).click();
      expect(await page.getByRole('status').textContent()).toContain(asked);
      await world.work();
      await expect.poll(() => world.receivers()).toHaveLength(4);
      await page.reload();
      expect(await page.locator('main tbody').first().textContent()).toContain(was);
    },
  );
});
