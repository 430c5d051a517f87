import { HtmlValidate } from 'html-validate';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  createIdentityProvider,
  createIdentityProviderKeys,
  startIdentityProvider,
  type DemoPerson,
} from '../../src/dev/identity-provider/index.ts';
import { answerOn, createBrowser, type Browser, type FetchedPage } from './browser.ts';
import {
  acsUrl,
  createServiceProvider,
  personalNumber,
  redirectQuery,
  requestXml,
} from './service-provider.ts';

const unknownPersonalNumber = '195702182568';

const someone = (id: string, name: string, unit: string, ...roles: DemoPerson['roles']) => {
  const [givenName = '', familyName = ''] = name.split(' ');
  return { id, personalNumber, givenName, familyName, unit, roles };
};

const people: DemoPerson[] = [
  someone('e1', 'Björn Åker', 'Hemtjänst Norr', 'employee'),
  someone('e2', 'Sara Lind', 'Räddningstjänst', 'employee'),
  someone('m1', 'Maj Berg', 'Hemtjänst Norr', 'employee', 'manager'),
  someone('h1', 'Hans <Ek>', 'Personal', 'employee', 'hr'),
  ...Array.from({ length: 30 }, (_, n) => someone(`k${n}`, `Kim Nord${n}`, 'Skola', 'employee')),
];

const keys = await createIdentityProviderKeys();
const faults: unknown[] = [];
let metadataReads = 0;
let readMetadata = (): Promise<string> => Promise.resolve('');
const running = await startIdentityProvider({
  host: '127.0.0.1',
  port: 0,
  keys,
  people: () => Promise.resolve(people),
  unknownPersonalNumber,
  serviceProviderMetadata: () => readMetadata(),
  onFault: (error) => faults.push(error),
});
afterAll(() => running.close());

const identityProvider = createIdentityProvider({ baseUrl: running.url, keys });
const portal = createServiceProvider(identityProvider);
const stepUp = createServiceProvider(identityProvider, {
  forceAuthn: true,
  cacheProvider: portal.saml.options.cacheProvider,
});

let browser: Browser;
const htmlValidate = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: { 'no-trailing-whitespace': 'off' },
});

beforeEach(() => {
  browser = createBrowser({ 'accept-language': 'sv' });
  readMetadata = () => {
    metadataReads += 1;
    return Promise.resolve(portal.metadata);
  };
});

/** What must hold on each page, whatever the test was about. */
const checkPages = async (pages: FetchedPage[]) => {
  for (const { url, html, headers } of pages) {
    expect(url).not.toMatch(/19570/);
    if (!html.startsWith('<!DOCTYPE')) continue;
    expect(html).toMatch(/Utvecklingsverktyg – inte BankID|Development tool – not BankID/);
    expect(html).not.toMatch(/19570[0-9]{7}/);
    expect(html).not.toMatch(/<style|style="|<script>|\son[a-z]+=/);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    const report = await htmlValidate.validateString(html);
    expect(
      report.results.flatMap(({ messages }) => messages.map(({ message }) => message)),
    ).toEqual([]);
  }
};

const confirmAs = async (page: FetchedPage, who: string, device = 'På den här enheten') => {
  const devicePage = await browser.press(page, who);
  return browser.press(await browser.press(devicePage, device), 'Legitimera');
};

const profileFrom = async (page: FetchedPage) =>
  (await portal.receive(answerOn(page))).profile as Record<string, string> | null;

const authnInstantIn = async (page: FetchedPage) => {
  const { profile } = await portal.receive(answerOn(page));
  return /AuthnInstant="([^"]+)"/.exec(profile?.getAssertionXml?.() ?? '')?.[1] ?? '';
};

describe('a person', () => {
  test('is chosen by role, confirms, and is sent back to the portal with what was asked', async () => {
    const choose = await browser.get(await portal.requestUrl('state-1'));
    expect(choose.html).toContain('En chef');
    const answer = await confirmAs(choose, 'En chef');
    expect(answerOn(answer)).toMatchObject({ action: acsUrl, RelayState: 'state-1' });
    expect(await profileFrom(answer)).toMatchObject({ 'urn:oid:2.5.4.42': 'Maj' });
    expect(answer.html).toContain('src="/assets/send-form.js"');
    expect(answer.headers.get('content-security-policy')).toContain(
      'form-action https://portal.example;',
    );
    await checkPages(browser.seen);
  });

  test('scans a make-believe code when BankID is on another device', async () => {
    const choose = await browser.get(await portal.requestUrl());
    const device = await browser.press(choose, 'HR');
    const confirm = await browser.press(device, 'På en annan enhet');
    expect(confirm.html).toContain('<svg class="code"');
    expect(confirm.html).toContain('Hans &lt;Ek&gt;');
    await checkPages(browser.seen);
  });

  test('is found by parts of name and unit, with no script', async () => {
    const choose = await browser.get(await portal.requestUrl());
    const found = await browser.get(`${choose.url}?name=bjorn+norr`);
    expect(found.html).toContain('1 person.');
    const answer = await confirmAs(found, 'Björn Åker');
    expect(await profileFrom(answer)).toMatchObject({ 'urn:oid:2.5.4.42': 'Björn' });
    await checkPages(browser.seen);
  });

  test('is one of at most twenty found', async () => {
    const choose = await browser.get(await portal.requestUrl());
    const found = await browser.get(`${choose.url}?name=kim`);
    expect(found.html).toContain('Visar 20 av 30 personer.');
    expect(found.html.match(/value="k\d+"/g)).toHaveLength(20);
    expect((await browser.get(`${choose.url}?name=zzz`)).html).toContain('Ingen person');
    await checkPages(browser.seen);
  });

  test('may be one whom the roster does not know', async () => {
    const choose = await browser.get(await portal.requestUrl());
    const answer = await confirmAs(choose, 'Någon som inte finns');
    expect(await profileFrom(answer)).toMatchObject({
      'urn:oid:1.2.752.29.4.13': unknownPersonalNumber,
    });
    await checkPages(browser.seen);
  });

  test('who is chosen by role as an employee is each time somebody new', async () => {
    const choose = await browser.get(await portal.requestUrl());
    const first = await profileFrom(await confirmAs(choose, 'En ny medarbetare'));
    const again = await browser.get(await stepUp.requestUrl());
    const second = await profileFrom(await confirmAs(again, 'En ny medarbetare'));
    expect(first?.nameID).not.toBe(second?.nameID);
  });
});

describe('a second sign-in', () => {
  test('needs no BankID step, and says when the first was', async () => {
    const first = await confirmAs(await browser.get(await portal.requestUrl()), 'En chef');
    const instant = await authnInstantIn(first);
    const choose = await browser.get(await portal.requestUrl());
    const answer = await browser.press(choose, 'Fortsätt som Maj Berg');
    expect(await authnInstantIn(answer)).toBe(instant);
    await checkPages(browser.seen);
  });

  test('shows the BankID step again when the portal forces it, with a fresh instant', async () => {
    const first = await confirmAs(await browser.get(await portal.requestUrl()), 'En chef');
    const instant = await authnInstantIn(first);
    const choose = await browser.get(await stepUp.requestUrl());
    expect(choose.html).toContain('kräver en ny legitimering');
    const device = await browser.press(choose, 'Fortsätt som Maj Berg');
    expect(device.html).toContain('På den här enheten');
    const answer = await browser.press(
      await browser.press(device, 'På den här enheten'),
      'Legitimera',
    );
    expect((await authnInstantIn(answer)) > instant).toBe(true);
    await checkPages(browser.seen);
  });

  test('cannot get round the BankID step when it is forced', async () => {
    await confirmAs(await browser.get(await portal.requestUrl()), 'En chef');
    const choose = await browser.get(await stepUp.requestUrl());
    for (const step of ['continue', 'confirm'])
      expect((await browser.post(`${choose.url}/${step}`, {})).url).toBe(choose.url);
  });

  test('may be by another person when it is forced', async () => {
    await confirmAs(await browser.get(await portal.requestUrl()), 'En chef');
    const answer = await confirmAs(await browser.get(await stepUp.requestUrl()), 'HR');
    expect(await profileFrom(answer)).toMatchObject({ 'urn:oid:2.5.4.42': 'Hans' });
  });

  test('that may ask nobody is answered alone if it can be, else with NoPassive', async () => {
    const passive = createServiceProvider(identityProvider, {
      passive: true,
      cacheProvider: portal.saml.options.cacheProvider,
    });
    const stranger = await browser.get(await passive.requestUrl());
    expect(await profileFrom(stranger)).toBeNull();
    await confirmAs(await browser.get(await portal.requestUrl()), 'En chef');
    const known = await browser.get(await passive.requestUrl());
    expect(await profileFrom(known)).toMatchObject({ 'urn:oid:2.5.4.42': 'Maj' });
  });
});

describe('saying no', () => {
  const statusOf = async (page: FetchedPage) =>
    portal.receive(answerOn(page)).then(
      () => 'signed in',
      (error: unknown) => (error as { xmlStatus: string }).xmlStatus,
    );

  test('every page has Cancel, and the portal hears of it', async () => {
    const chosen = async () => browser.press(await browser.get(await portal.requestUrl()), 'HR');
    const steps = [
      await browser.get(await portal.requestUrl()),
      await chosen(),
      await browser.press(await chosen(), 'På den här enheten'),
    ];
    for (const step of steps)
      expect(await statusOf(await browser.press(step, 'Avbryt'))).toContain('status/1.0/cancel');
    await checkPages(browser.seen);
  });

  test('the identification can be made to fail', async () => {
    const choose = await browser.get(await portal.requestUrl());
    const confirm = await browser.press(await browser.press(choose, 'HR'), 'På den här enheten');
    const answer = await browser.press(confirm, 'misslyckas');
    expect(await statusOf(answer)).toContain('status:AuthnFailed');
  });

  test('an answer is given once', async () => {
    const choose = await browser.get(await portal.requestUrl());
    await browser.press(choose, 'Avbryt');
    const again = await browser.press(choose, 'Avbryt');
    expect(again.status).toBe(410);
    expect(again.html).toContain('avslutad');
    await checkPages(browser.seen);
  });
});

describe('bad requests', () => {
  const sso = identityProvider.ssoUrl;
  const wrong: [string, string, string][] = [
    ['no request', sso, 'Ingen begäran'],
    ['no signature', `${sso}?SAMLRequest=abcd`, 'inte signerad'],
    [
      'another issuer',
      `${sso}?${redirectQuery(requestXml({ issuer: 'https://other.example' }, sso))}`,
      'Issuer',
    ],
    [
      'another address to answer to',
      `${sso}?${redirectQuery(requestXml({ attributes: 'AssertionConsumerServiceURL="https://evil.example"' }, sso))}`,
      'tjänstens metadata',
    ],
  ];
  test.each(wrong)('%s gets a page that says so', async (_what, url, text) => {
    const page = await browser.get(url);
    expect(page.status).toBe(400);
    expect(page.html).toContain(text);
    await checkPages(browser.seen);
  });

  test('a form that is too large or unreadable is no fault of ours', async () => {
    const large = await browser.post(sso, { SAMLRequest: 'A'.repeat(300_000) });
    expect(large.status).toBe(413);
    expect((await browser.post(sso, { SAMLRequest: '%' })).status).toBe(400);
    expect((await browser.get(`${running.url}/in/%E0%A4%A`)).status).toBe(400);
    expect(faults).toEqual([]);
    await checkPages(browser.seen);
  });

  test('unknown addresses and choices lead to a page, never to a fault', async () => {
    expect((await browser.get(`${running.url}/nowhere`)).status).toBe(404);
    expect((await browser.get(`${running.url}/in/unknown`)).status).toBe(410);
    const choose = await browser.get(await portal.requestUrl());
    const nobody = await browser.post(`${choose.url}/person`, { person: 'nobody' });
    expect(nobody.url).toBe(choose.url);
    expect((await browser.post(`${choose.url}/device`, { device: 'x' })).url).toBe(choose.url);
    await checkPages(browser.seen);
  });
});

describe('the portal’s metadata', () => {
  test('is fetched anew only when a request does not fit it', async () => {
    await browser.get(await portal.requestUrl());
    const before = metadataReads;
    await browser.get(await portal.requestUrl());
    expect(metadataReads).toBe(before);
    await browser.get(`${identityProvider.ssoUrl}?${redirectQuery('<x/>', { digest: 'sha1' })}`);
    expect(metadataReads).toBe(before + 1);
  });

  test('that cannot be fetched gives a page that says so', async () => {
    readMetadata = () => Promise.reject(new Error('down'));
    const page = await browser.get(`${identityProvider.ssoUrl}?SAMLRequest=abcd`);
    expect(page.status).toBe(503);
    faults.length = 0;
    await checkPages(browser.seen);
  });
});

test('the pages are in English for those who want it', async () => {
  const choose = await browser.get(await portal.requestUrl());
  const english = await browser.get(`${choose.url}?lang=en`);
  expect(english.html).toContain('<html lang="en">');
  expect(english.html).toContain('Who do you want to be?');
  expect((await browser.press(english, 'HR')).html).toContain('On this device');
  const preferring = createBrowser({ 'accept-language': 'en' });
  expect((await preferring.get(running.url)).html).toContain('Development tool – not BankID');
  await checkPages([...browser.seen, ...preferring.seen]);
});

test('the metadata says where to sign in, with which key, at which level', async () => {
  const { html, headers } = await browser.get(running.metadataUrl);
  expect(headers.get('content-type')).toContain('application/samlmetadata+xml');
  expect(html).toContain(`entityID="${running.metadataUrl}"`);
  expect(html).toContain(identityProvider.signingKey.certificate);
  for (const by of ['HTTP-Redirect', 'HTTP-POST'])
    expect(html).toContain(`bindings:${by}" Location="${identityProvider.ssoUrl}"`);
  expect(html).toContain('<saml:AttributeValue>http://id.elegnamnden.se/loa/1.0/loa3<');
});
