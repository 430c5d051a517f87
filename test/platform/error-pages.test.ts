import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
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

const faults: [code: string, status: number, sv: string, en: string, ask: Ask][] = [
  [
    'BAD_REQUEST',
    400,
    'Vi förstod inte',
    'We did not understand',
    (v, a) => v.get('/auth/stepup', a),
  ],
  ['FORBIDDEN', 403, 'Du når inte den här sidan', 'You cannot', (v, a) => v.get('/uppfoljning', a)],
  ['CSRF', 403, 'för gammal', 'too old', (v, a) => v.post('/auth/logout', {}, a)],
  ['NOT_FOUND', 404, 'Sidan finns inte', 'no such page', (v, a) => v.get('/finns/inte', a)],
  [
    'METHOD_NOT_ALLOWED',
    405,
    'Så kan sidan inte',
    'cannot be opened',
    (v, a) => v.get('/saml/acs', a),
  ],
  [
    'BODY_TOO_LARGE',
    413,
    'för stort',
    'too large',
    (v, a) => v.submit('/losenord/nytt', { password: tooLong }, a),
  ],
  ['RATE_LIMITED', 429, 'för många försök', 'Too many', stepUpTooOften],
];

describe.each(faults)('%s', (code, status, sv, en, ask) => {
  test.each([
    ['sv', sv],
    ['en', en],
  ])(
    'is a page in %s that says "%s", with a reference that is in the log',
    async (language, words) => {
      const response = await ask(visitorIn(language));
      expect(response.status).toBe(status);
      expect(response.text).toMatch(new RegExp(`<h1[^>]*>[^<]*${words}`));
      const [, reference = ''] = /<strong class="phrase">([0-9A-F]{8})</.exec(response.text) ?? [];
      expect(portal.logText()).toContain(`"reference":"${reference}"`);
      expect(response.text).toContain(portal.config.organisation.supportPhone);
    },
  );

  test('is its code and the reference to a program', async () => {
    const response = await ask(visitorIn('sv'), json);
    expect(response.status).toBe(status);
    const reference = expect.stringMatching(/^[0-9A-F]{8}$/) as string;
    expect(response.body).toEqual({ code, reference });
  });
});
