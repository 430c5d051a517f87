import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, sitDown } from '../support/browser-person.ts';
import { peerPeople, signInAtPeer, startPortalWith } from '../support/peer-portal.ts';
import { chromiumPath, simpleSamlPhp } from '../support/peers.ts';
import { startSimpleSamlPhp } from '../support/simplesamlphp.ts';
import { smallRoster } from '../support/small-roster.ts';
import { isAsked } from './foreign-identity-provider.ts';
import { auditOf } from './watch-portal.ts';

const isHere = simpleSamlPhp && chromiumPath !== undefined;

describe.skipIf(!isHere)('single log-out with SimpleSAMLphp', () => {
  let browser: Awaited<ReturnType<typeof launchBrowser>>;
  let portal: Awaited<ReturnType<typeof startPortalWith>>;
  beforeAll(async () => {
    const peer = await startSimpleSamlPhp(peerPeople(smallRoster));
    [browser, portal] = await Promise.all([
      launchBrowser(),
      startPortalWith(peer, { singleLogout: true }),
    ]);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await portal.close();
  });

  const signIn = async () => {
    const person = await sitDown(browser);
    await person.page.goto(portal.origin);
    await person.pressLink('Logga in med BankID');
    await signInAtPeer(person.page, 'anna');
    await person.sees('Byt lösenord');
    return person;
  };

  test('logging out here logs out there: the next to sign in is asked', async () => {
    const { page, pressButton, pressLink, faults, context } = await signIn();
    await pressButton('Logga ut');
    await page.waitForURL(`${portal.origin}/`);
    expect(await page.getByText('Anna Åström').count()).toBe(0);
    await pressLink('Logga in med BankID');
    await isAsked(page);
    expect(faults.filter((fault) => fault.startsWith(portal.origin))).toEqual([]);
    await context.close();
  });

  test('logging out there logs out here', async () => {
    const { page, context } = await signIn();
    const { origin } = new URL(portal.peer.metadataUrl);
    const after = encodeURIComponent(`${origin}/simplesaml/logout.php`);
    await page.goto(`${origin}/simplesaml/saml2/idp/initSLO.php?RelayState=${after}`);
    await page.waitForURL(/logout\.php/);
    await page.goto(portal.origin);
    expect(await page.getByText('Anna Åström').count()).toBe(0);
    const [last] = await auditOf(portal);
    expect(last).toMatchObject({ action: 'signin.ended' });
    await context.close();
  });
});
