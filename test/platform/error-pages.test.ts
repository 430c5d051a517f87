import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { rawRequest } from '../support/raw-request.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
const visitors: Record<string, Visitor> = {};

beforeAll(async () => {
  portal = await startTestPortal();
  await portal.services.store.connection
    .collection('employees')
    .updateMany({}, { $set: { resetRequiredSince: null } });
  visitors.sv = await portal.signIn('1001', 'sv');
  visitors.en = await portal.signIn('1002', 'en');
});
afterAll(() => portal.close());

const visitorIn = (language: string): Visitor => {
  const visitor = visitors[language];
  if (!visitor) throw new Error(`Nobody speaks ${language}.`);
  return visitor;
};

const json = 'application/json';
const tooLong = 'x'.repeat(40_000);

type Ask = (visitor: Visitor, accept?: string) => ReturnType<Visitor['get']>;

/** More step-ups than a session may begin. */
const stepUpTooOften: Ask = async (visitor, accept) => {
  for (let times = 0; times < 20; times += 1) await visitor.get('/auth/stepup?syfte=reset');
  return visitor.get('/auth/stepup?syfte=reset', accept);
};

const sendTooMuch: Ask = (visitor, accept) =>
  visitor.from('/losenord/nytt').submit('/losenord/nytt', { password: tooLong }, accept);

/** As somebody whose new login has been asked for again since the page was opened. */
const sendDuringReset: Ask = async (visitor, accept) => {
  const employees = portal.services.store.connection.collection('employees');
  const anybody = { employeeNumbers: { $in: ['1001', '1002'] } };
  await employees.updateMany(anybody, { $set: { resetRequiredSince: new Date() } });
  const response = await visitor.submit('/kontakt', { mobile: '' }, accept);
  await employees.updateMany(anybody, { $set: { resetRequiredSince: null } });
  return response;
};

/** What provokes the code; its status, its title in both languages and where its button leads. */
const faults: [code: string, status: number, sv: string, en: string, href: string, ask: Ask][] = [
  [
    'BAD_REQUEST',
    400,
    'Vi förstod inte',
    'We did not understand',
    '/',
    (v, a) => v.get('/auth/stepup', a),
  ],
  [
    'FORBIDDEN',
    403,
    'Du når inte den här sidan',
    'You cannot',
    '/',
    (v, a) => v.get('/uppfoljning', a),
  ],
  [
    'CSRF',
    403,
    'för gammal',
    'too old',
    '/kurs',
    (v, a) => v.from('/kurs').post('/auth/logout', {}, a),
  ],
  [
    'RESET_REQUIRED',
    403,
    'Välj ett nytt lösenord först',
    'Choose a new password',
    '/losenord',
    sendDuringReset,
  ],
  ['NOT_FOUND', 404, 'Sidan finns inte', 'no such page', '/', (v, a) => v.get('/finns/inte', a)],
  [
    'METHOD_NOT_ALLOWED',
    405,
    'Så kan sidan inte',
    'cannot be opened',
    '/',
    (v, a) => v.get('/saml/acs', a),
  ],
  ['BODY_TOO_LARGE', 413, 'för stort', 'too large', '/losenord/nytt', sendTooMuch],
  ['RATE_LIMITED', 429, 'för många försök', 'Too many', '/', stepUpTooOften],
];

describe.each(faults)('%s', (code, status, sv, en, href, ask) => {
  test.each([
    ['sv', sv],
    ['en', en],
  ])(
    'is a page in %s that says "%s", with a reference that is in the log',
    async (language, words) => {
      const visitor = visitorIn(language);
      const response = await ask(visitor);
      expect(response.status).toBe(status);
      expect(/class="ds-button" href="([^"]*)"/.exec(response.text)?.[1]).toBe(href);
      expect(response.text).toMatch(new RegExp(`<h1[^>]*>[^<]*${words}`));
      const [, reference = ''] = /<strong class="phrase">([0-9A-F]{8})</.exec(response.text) ?? [];
      expect(portal.logText()).toContain(`"reference":"${reference}"`);
      expect(response.text).toContain(portal.config.organisation.supportPhone);
      const { givenName, familyName } = portal.person(language === 'sv' ? '1001' : '1002');
      expect(response.text).toContain(`${givenName} ${familyName}`);
      const token = visitor.hidden((await visitor.get('/kontakt')).text, '_csrf');
      expect(visitor.hidden(response.text, '_csrf')).toBe(token);
    },
  );

  test('is its code and the reference to a program', async () => {
    const response = await ask(visitorIn('sv'), json);
    expect(response.status).toBe(status);
    const reference = expect.stringMatching(/^[0-9A-F]{8}$/) as string;
    expect(response.body).toEqual({ code, reference });
  });
});

test.each([
  ['sv', 'Vänta 10 minuter'],
  ['en', 'Wait 10 minutes'],
])(
  'too many attempts say in %s how long to wait, and tell the browser too',
  async (language, words) => {
    const response = await stepUpTooOften(visitorIn(language));
    expect(response.text).toContain(words);
    expect(response.headers['retry-after']).toBe('600');
  },
);

test.each([
  ['sv', 'Du behöver logga in', 'Logga in med BankID'],
  ['en', 'You need to log in', 'Log in with BankID'],
])(
  'a form without a session says in %s to log in, and leads back',
  async (language, title, action) => {
    const visitor = portal.visitor(language).from('/kurs/varfor/prov');
    const response = await visitor.post('/kurs/varfor/prov', {});
    expect(response.status).toBe(401);
    expect(response.text).toContain(`${title}</h1>`);
    expect(response.text).toContain(`href="/auth/login?till=%2Fkurs%2Fvarfor%2Fprov">${action}`);
  },
);

test('a page that takes only forms says which method it takes', async () => {
  expect((await visitorIn('sv').get('/saml/acs')).headers.allow).toBe('POST');
});

test.each(['//evil.example/x', '/\\evil.example/x'])(
  'the page for %s leads to no other site',
  async (path) => {
    const session = visitorIn('sv').cookies.get('portal.sid') ?? '';
    const request = { method: 'GET', path, headers: { Cookie: `portal.sid=${session}` } };
    const { status, text } = await rawRequest(portal.origin, request);
    expect(status).toBe(404);
    expect(text).toContain('Stanna kvar');
    expect(text).not.toContain('evil.example');
  },
);
