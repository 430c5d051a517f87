import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, sitDown } from '../support/browser-person.ts';
import {
  peerPeople,
  signInAtPeer,
  startPortalWith,
  type Peer,
  type PeerPerson,
} from '../support/peer-portal.ts';
import { chromiumPath } from '../support/peers.ts';
import { smallRoster } from '../support/small-roster.ts';

export const isAsked = (page: Page) => page.locator('input[name="password"]').waitFor();

/** What an identity provider that nobody here wrote has to do, in a browser with scripts. */
export const describeForeignIdentityProvider = (
  name: string,
  isHere: boolean,
  start: (people: PeerPerson[]) => Promise<Peer>,
  { remembers = false, binding }: { remembers?: boolean; binding?: 'redirect' | 'post' } = {},
) =>
  describe.skipIf(!isHere || chromiumPath === undefined)(`${name} as the identity provider`, () => {
    let browser: Browser;
    let portal: Awaited<ReturnType<typeof startPortalWith>>;
    beforeAll(async () => {
      [browser, portal] = await Promise.all([
        launchBrowser(),
        start(peerPeople(smallRoster)).then((peer) => startPortalWith(peer, { binding })),
      ]);
    }, 60_000);
    afterAll(async () => {
      await browser.close();
      await portal.close();
    });

    const toSignIn = async () => {
      const person = await sitDown(browser);
      await person.page.goto(portal.origin);
      await person.pressLink('Logga in med BankID');
      return person;
    };

    test('signs Anna in, and asks her again before the password is changed', async () => {
      const { page, pressLink, sees, context } = await toSignIn();
      await signInAtPeer(page, 'anna');
      await sees('Byt lösenord');
      await pressLink('Fortsätt med BankID');
      await isAsked(page);
      await signInAtPeer(page, 'anna');
      expect(page.url()).toBe(`${portal.origin}/losenord/nytt`);
      await context.close();
    });

    if (remembers)
      test('who is known there already is signed in without being asked, but not for a change', async () => {
        const { page, pressButton, pressLink, sees, context } = await toSignIn();
        await signInAtPeer(page, 'anna');
        await pressButton('Logga ut');
        await pressLink('Logga in med BankID');
        await sees('Byt lösenord');
        await pressLink('Fortsätt med BankID');
        await isAsked(page);
        await context.close();
      });

    test('who breaks off there reads that nothing has changed', async () => {
      const { page, sees, context } = await toSignIn();
      await signInAtPeer(page, 'avbryt');
      await sees('Du avbröt');
      await page.getByRole('link', { name: 'Försök igen' }).click();
      await page.waitForURL((url) => url.hostname === '127.0.0.1');
      await context.close();
    });

    test('nothing of what it sent stands in the log', () => {
      expect(portal.logText()).not.toContain(portal.person('1001').personalNumber);
      expect(portal.logText()).not.toContain('"fault"');
    });
  });
