import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createEntra,
  createOpenLdap,
  entraDefaults,
  type Directory,
} from '../../src/directory/index.ts';
import { adDirectory } from '../support/ad-directory.ts';
import { faultsOf, outsideWindow } from '../support/browser-accessibility.ts';
import { graphErrors, startEntraStub } from '../support/entra-stub.ts';
import { letTimePass } from '../support/let-time-pass.ts';
import { chromiumArguments, chromiumPath, samba, slapd } from '../support/peers.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { startSamba } from '../support/samba.ts';
import { startSlapd } from '../support/slapd.ts';
import * as ldap from '../support/slapd-world.ts';
import { createTestCa, type TestCa } from '../support/test-ca.ts';

interface Open {
  directory: Directory;
  /** A password that passes the portal's rules, and that the directory will now refuse. */
  refused: () => string;
  /** What the page then says, in Swedish and English. */
  says: Record<string, RegExp>;
  close: () => Promise<void>;
}

const notTold = { sv: /vi får inte veta varför/, en: /we are not told why/ };
const logger = { warn: () => undefined };

const good = 'Kvist salt nordan 7';

type Change = Directory['resetPassword'];

/** The next change is made this way, and by its real way again from then on. */
const refuseNext = (
  directory: Directory,
  change: (account: Parameters<Change>[0], real: Change) => ReturnType<Change>,
): string => {
  const real = directory.resetPassword;
  directory.resetPassword = (account) => {
    directory.resetPassword = real;
    return change(account, real);
  };
  return good;
};

const openAd = async (ca: TestCa): Promise<Open> => {
  const controller = await startSamba({ ca });
  const directory = adDirectory(ca, [controller.url]);
  // What the person sends keeps the rules that are shown; what the domain gets breaks its own.
  const refused = () => refuseNext(directory, (account, change) => change(account, 'Kort 7'));
  return { directory, refused, says: notTold, close: controller.close };
};

const openLdap = async (ca: TestCa): Promise<Open> => {
  const server = await startSlapd(ca);
  const directory = createOpenLdap({
    urls: [server.url],
    ca: ca.certificatePem,
    bind: { dn: ldap.helperDn, password: ldap.helperPassword },
    connections: 10,
    connectMs: 5_000,
    operationMs: 10_000,
    logger,
    base: `ou=personal,${ldap.suffix}`,
    match: 'employeeNumber',
    login: 'uid',
    policyDn: ldap.policyDn,
    asciiOnly: false,
  });
  const says = { sv: /Du har haft det nyligen/, en: /You have had it recently/ };
  return { directory, refused: () => ldap.firstPassword, says, close: server.close };
};

const openEntra = async (): Promise<Open> => {
  const stub = await startEntraStub();
  const directory = createEntra({
    ...entraDefaults,
    tenantId: 'tenant',
    clientId: 'portal',
    credential: { kind: 'secret', secret: 'app hemlighet' },
    loginUrl: stub.url,
    graphUrl: stub.url,
    match: 'employeeId',
    connections: 10,
    logger,
  });
  const refused = () =>
    refuseNext(directory, (account, change) => {
      stub.state.replies = [{ status: 200, body: stub.user('2001') }, graphErrors.weak];
      return change(account, good);
    });
  return { directory, refused, says: notTold, close: stub.close };
};

/** People of their own for each: a person has five tries. */
const kinds = [
  { name: 'Active Directory', isHere: samba, open: openAd, people: ['1001', '1006'] },
  { name: 'OpenLDAP', isHere: slapd, open: openLdap, people: ['1002', '1004'] },
  { name: 'Entra ID', isHere: true, open: openEntra, people: ['2001', '2002'] },
];

const journeys = [
  { language: 'sv', width: 360, who: 0, use: 'Använd', change: 'Byt lösenord', done: 'Klart!' },
  { language: 'en', width: 1280, who: 1, use: 'Use', change: 'Change password', done: 'Done!' },
];

describe.skipIf(chromiumPath === undefined)('in a browser', { timeout: 60_000 }, () => {
  let portal: TestPortal;
  let browser: Browser;
  let ca: TestCa;
  beforeAll(async () => {
    [portal, browser, ca] = await Promise.all([
      startTestPortal(),
      chromium.launch({ executablePath: chromiumPath ?? '', args: chromiumArguments }),
      createTestCa(),
    ]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await portal.close();
  });

  const passwordPage = async (id: string, language: string, width: number): Promise<Page> => {
    await letTimePass(portal, id);
    const visitor = await portal.signIn(id, language);
    const stepUp = await portal.identify(visitor, '/auth/stepup?syfte=reset', portal.person(id));
    await visitor.follow(stepUp);
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      locale: language,
    });
    const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value }));
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: portal.origin })));
    const page = await context.newPage();
    await page.goto(`${portal.origin}/losenord/nytt`);
    return page;
  };

  const isSound = async (page: Page, width: number): Promise<void> => {
    expect(await faultsOf(page)).toEqual([]);
    expect(await outsideWindow(page, width)).toBe(0);
  };

  describe.each(kinds)('$name', ({ isHere, open, people }) => {
    let opened: Open;
    beforeAll(async () => {
      if (!isHere) return;
      opened = await open(ca);
      portal.services.reset.directory = opened.directory;
    }, 120_000);
    afterAll(() => (isHere ? opened.close() : undefined));

    test.skipIf(!isHere).each(journeys)(
      'a password that it refuses is told, and a suggestion goes through: $language, $width px',
      async ({ language, width, who, use, change, done }) => {
        const id = people[who] ?? '';
        const page = await passwordPage(id, language, width);
        await isSound(page, width);
        await page.locator('#password').fill(opened.refused());
        await page.getByRole('button', { name: change }).click();
        await page
          .getByText(opened.says[language] ?? /^$/)
          .first()
          .waitFor();
        expect(await page.locator('#password').inputValue()).toBe('');
        await isSound(page, width);

        await page.getByRole('button', { name: use }).first().click();
        const chosen = await page.locator('#password').inputValue();
        await page.getByRole('button', { name: change }).click();
        await page.getByRole('heading', { name: done }).waitFor();
        await isSound(page, width);
        const account = await opened.directory.findAccount({ login: 'x', employeeNumbers: [id] });
        expect(account && (await opened.directory.verify(account, chosen))).toBe(true);
        await page.context().close();
      },
    );
  });

  const states = [
    [{ expired: true }, 'Din inloggning har gått ut', 'Your login has expired'],
    [{ disabled: true }, 'Din inloggning är avstängd', 'Your login is closed'],
    [
      { lockedUntil: new Date(8.64e15) },
      'Den är låst efter för många',
      'It is locked after too many',
    ],
  ] as const;

  test.each(states)(
    'an account with %o is told so on a page that all can read',
    async (state, sv, en) => {
      const { directory } = portal.services.reset;
      const account = {
        id: 'x',
        login: 'person1002',
        otherNames: [],
        disabled: false,
        expired: false,
        lockedUntil: null,
      };
      portal.services.reset.directory = {
        ...directory,
        findAccount: () => Promise.resolve({ ...account, ...state }),
        effectivePolicy: () =>
          Promise.resolve({
            minLength: 8,
            maxLength: 256,
            history: 0,
            complexity: true,
            asciiOnly: true,
          }),
      };
      for (const [language, words] of [
        ['sv', sv],
        ['en', en],
      ] as const)
        for (const width of [360, 1280]) {
          const page = await passwordPage('1002', language, width);
          await page.getByText(words).waitFor();
          await isSound(page, width);
          await page.context().close();
        }
      portal.services.reset.directory = directory;
    },
  );
});
