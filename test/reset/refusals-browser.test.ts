import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultsOf, outsideWindow } from '../support/browser-accessibility.ts';
import { launchBrowser, sitDown, type Person } from '../support/browser-person.ts';
import { startBrowserPortal, type BrowserPortal } from '../support/browser-portal.ts';
import { identify } from '../support/browser-sign-in.ts';
import { letTimePass } from '../support/let-time-pass.ts';
import { chromiumPath } from '../support/peers.ts';
import { startStuckPortal } from '../support/stuck-portal.ts';
import type { Visitor } from '../support/visitor.ts';

/** Keeps every rule that the portal can judge by itself. */
const good = 'Torsk lykta bastu 8';
const breached = 'Sadel mangel pulpet 4';

const languages = ['sv', 'en'] as const;

/** Who sends what to a directory that asks for three kinds of characters in ASCII, and what they read. */
const refusals: [what: string, who: string, password: string, sv: RegExp, en: RegExp][] = [
  ['too short', '1005', 'Torsk 8', /för kort[^]*minst 15 tecken/, /too short[^]*at least 15/],
  ['too long', '1005', `${good} `.repeat(8), /för långt[^]*högst 128/, /too long[^]*at most 128/],
  [
    'of one kind',
    '1005',
    'torsklyktabastumoln',
    /en stor bokstav och en siffra/,
    /a capital letter and a digit/,
  ],
  ['with å, ä or ö', '1005', 'Torsk lykta båt 8 moln', /Byt ut å, ä och ö/, /Replace å, ä and ö/],
  [
    'with one’s name',
    '1005',
    'Torsk eli.ek lykta person 8',
    /Ta bort ditt namn/,
    /Take away your name/,
  ],
  ['that many have', '1005', 'Sommaren2024!Sommar', /vad många väljer/, /what many people choose/],
  ['of one pattern', '1005', 'Abc1Abc1Abc1Abc1Abc1', /en upprepning/, /a repetition/],
  ['easy to guess', '1005', 'Arvidsjaur Jokkmokk', /lätt att gissa/, /easy to guess/],
  ['known from a breach', '1005', breached, /läckt ut/, /data breach/],
  ['had before', '1006', good, /Du har haft det nyligen/, /You have had it recently/],
  ['refused by the directory', '1005', good, /vi får inte veta varför/, /we are not told why/],
  ['changed too recently', '2001', good, /bytt det nyligen/, /changed it recently/],
  ['not allowed', '2002', good, /särskilt skyddad/, /specially protected/],
  ['while the directory is down', '2003', good, /svarar inte just nu/, /not answering right now/],
  ['without an answer', '2004', good, /vet inte om lösenordet ändrades/, /do not know whether/],
];

/** Who gets no further, before anything is typed. */
const closed: [what: string, who: string, sv: RegExp, en: RegExp][] = [
  ['no login', '1001', /hittar ingen inloggning/, /cannot find a login/],
  ['a disabled login', '1002', /är avstängd/, /is closed/],
  ['an expired login', '1003', /har gått ut/, /has expired/],
];

describe.skipIf(chromiumPath === undefined)('a reset in a browser', { timeout: 30_000 }, () => {
  let portal: BrowserPortal;
  let stuck: BrowserPortal;
  let browser: Browser;
  let person: Person;
  const dir = mkdtempSync(join(tmpdir(), 'portal-breaches-'));
  beforeAll(async () => {
    const file = join(dir, 'breached.txt');
    writeFileSync(file, `${createHash('sha1').update(breached).digest('hex').toUpperCase()}:7\n`);
    [portal, stuck, browser] = await Promise.all([
      startBrowserPortal(),
      startStuckPortal({ BREACHED_PASSWORDS_FILE: file }),
      launchBrowser(),
    ]);
    person = await sitDown(browser, { viewport: { width: 360, height: 740 } });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await Promise.all([portal.close(), stuck.close()]);
    rmSync(dir, { recursive: true });
  });

  const isSound = async (): Promise<void> => {
    const { page } = person;
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      expect(await faultsOf(page)).toEqual([]);
      expect(await outsideWindow(page, width)).toBeLessThanOrEqual(0);
    }
  };

  const signedIn = new Map<string, Visitor>();
  /** Everybody signs in once; who is refused is still signed in, and may try again in either language. */
  const visitorOf = async (id: string): Promise<Visitor> => {
    const known = signedIn.get(id);
    if (known) return known;
    const visitor = await stuck.signIn(id);
    const stepUp = await stuck.identify(visitor, '/auth/stepup?syfte=reset', stuck.person(id));
    await visitor.follow(stepUp);
    signedIn.set(id, visitor);
    return visitor;
  };

  const openAs = async (id: string, language: string): Promise<void> => {
    const visitor = await visitorOf(id);
    const cookies = [...visitor.cookies, ['portal.lang', language] as const];
    await person.context.clearCookies();
    await person.context.addCookies(
      cookies.map(([name, value]) => ({ name, value, url: stuck.origin })),
    );
    await person.page.goto(`${stuck.origin}/losenord/nytt`);
  };

  const send = async (password: string): Promise<string> => {
    const { page } = person;
    await page.locator('#password').fill(password);
    const submit = page.locator('form[data-reset-form] [type="submit"]');
    await Promise.all([page.waitForEvent('domcontentloaded'), submit.click()]);
    return page.locator('main').innerText();
  };

  const inBoth = <Row extends unknown[]>(rows: Row[]) =>
    rows.flatMap((row) => languages.map((language) => [language, ...row] as const));

  test.each(inBoth(refusals))(
    '%s: a password %s is refused, says why, keeps nothing, and the page is sound at 360 and 1280 px',
    async (language, _what, who, password, sv, en) => {
      await openAs(who, language);
      expect(await send(password)).toMatch({ sv, en }[language]);
      const field = person.page.locator('#password');
      if ((await field.count()) > 0) expect(await field.inputValue()).toBe('');
      expect(await person.page.content()).not.toContain(password);
      await isSound();
      await person.page.setViewportSize({ width: 360, height: 740 });
    },
  );

  test.each(inBoth(closed))(
    '%s: %s is told before anything is typed',
    async (language, _what, who, sv, en) => {
      await openAs(who, language);
      expect(await person.page.locator('main').innerText()).toMatch({ sv, en }[language]);
      expect(await person.page.locator('#password').count()).toBe(0);
      await isSound();
    },
  );

  test.each(languages)('%s: after five tries the page says to wait', async (language) => {
    // A person of each language's own, whose tries the rows above have not used up.
    const who = { sv: '1005', en: '1006' }[language];
    await openAs(who, language);
    let told = '';
    for (let i = 0; i < 6; i += 1) told = await send(good);
    expect(told).toMatch({ sv: /Vänta en kvart/, en: /Wait fifteen minutes/ }[language]);
    await isSound();
  });

  test.each([
    ['sv', '1001', 'Anna Åström'],
    ['en', '1002', 'Bo Öberg'],
  ] as const)(
    '%s: a forgotten password is changed from the front page, also by one who is done; again in ten minutes it is not',
    async (language, id, name) => {
      await portal.signInAndReset(id);
      await letTimePass(portal, id);
      const { page, context, pressLink, press } = person;
      await context.clearCookies();
      await context.addCookies([{ name: 'portal.lang', value: language, url: portal.origin }]);
      await page.setViewportSize({ width: language === 'sv' ? 360 : 1280, height: 740 });
      await page.goto(portal.origin);
      await pressLink(/har glömt|have forgotten/);
      await identify(person, name);
      await pressLink(/Fortsätt med BankID|Continue with BankID/);
      await identify(person, name);
      await isSound();
      await press(page.locator('.suggestions li button').first());
      const submit = page.locator('form[data-reset-form] [type="submit"]');
      await Promise.all([page.waitForURL('**/losenord/klart'), submit.click()]);
      expect(await page.locator('main').innerText()).toMatch(/På datorn|On the computer/);
      await isSound();
      await page.goto(`${portal.origin}/losenord`);
      expect(await page.locator('h1').innerText()).toMatch(/nyss|just changed/);
      await isSound();
    },
  );
});
