import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { nameOf, routesOf, type Route } from '../support/walk-routes.ts';
import { snapshotOf } from './snapshot.ts';

let portal: TestPortal;
let forms: Route[];
let visitor: Visitor;
/** Two people who are done with the reset: all forms are theirs to send. */
let token = '';
let othersToken = '';

const tokenOf = async (of: Visitor) => of.hidden((await of.get('/hjalp')).text, '_csrf');

beforeAll(async () => {
  portal = await startTestPortal();
  forms = routesOf(portal).filter(({ method }) => method !== 'GET');
  visitor = await portal.signInAndReset('1001');
  token = await tokenOf(visitor);
  othersToken = await tokenOf(await portal.signInAndReset('1002'));
});
afterAll(() => portal.close());

/** Posts to every form and answers what was said. The identity provider's has its own binding. */
const postAll = async (form: Record<string, string>) => {
  const answers: [string, number, string][] = [];
  for (const route of forms.filter(({ path }) => path !== '/saml/acs')) {
    const { status, text } = await visitor.post(route.url, form, 'application/json');
    answers.push([nameOf(route), status, (JSON.parse(text) as { code: string }).code]);
  }
  return answers;
};

const refused = (status: number, code: string) =>
  forms.filter(({ path }) => path !== '/saml/acs').map((route) => [nameOf(route), status, code]);

let before: string;
beforeEach(async () => {
  before = await snapshotOf(portal);
});

describe('a form is refused and changes nothing', () => {
  test('without a token', async () => {
    expect(await postAll({ password: 'mossa tegel krita norrsken' })).toEqual(refused(403, 'CSRF'));
    expect(await snapshotOf(portal)).toBe(before);
  });

  test("with another session's token", async () => {
    expect(othersToken).toHaveLength(64);
    expect(othersToken).not.toBe(token);
    expect(await postAll({ _csrf: othersToken })).toEqual(refused(403, 'CSRF'));
    expect(await snapshotOf(portal)).toBe(before);
  });

  test('with the token in the address', async () => {
    const { status } = await visitor.post(`/auth/logout?_csrf=${token}`, {});
    expect(status).toBe(403);
    expect(await snapshotOf(portal)).toBe(before);
  });

  test('with the token twice', async () => {
    expect((await visitor.post('/auth/logout', { _csrf: [token, token] })).status).toBe(403);
  });

  test.each([
    ['Sec-Fetch-Site', 'cross-site'],
    ['Sec-Fetch-Site', 'same-site'],
    ['Origin', 'https://evil.example'],
    ['Origin', 'null'],
  ])('from another origin, which the browser tells by %s: %s', async (name, value) => {
    const elsewhere = portal.visitor().always(name, value);
    for (const [key, cookie] of visitor.cookies) elsewhere.cookies.set(key, cookie);
    for (const route of forms.filter(({ path }) => path !== '/saml/acs')) {
      const { status, text } = await elsewhere.post(
        route.url,
        { _csrf: token },
        'application/json',
      );
      expect([nameOf(route), status, text]).toEqual([
        nameOf(route),
        403,
        expect.stringContaining('CSRF'),
      ]);
    }
    expect(await snapshotOf(portal)).toBe(before);
  });

  test('with the token of a session that has ended', async () => {
    const old = visitor.cookies.get('portal.sid') ?? '';
    expect((await visitor.post('/auth/logout', { _csrf: token })).status).toBe(303);
    visitor.cookies.set('portal.sid', old);
    const after = await snapshotOf(portal);
    expect(await postAll({ _csrf: token })).toEqual(refused(401, 'SIGN_IN_REQUIRED'));
    expect(await snapshotOf(portal)).toBe(after);
  });
});

test('only the answer of the identity provider comes without a token, bound by its own cookie', async () => {
  const { status } = await visitor.post('/saml/acs', { SAMLResponse: 'AA==' });
  expect(status).toBe(400);
  const [last] = await portal.services.store.connection
    .collection('audit')
    .find({})
    .sort({ _id: -1 })
    .limit(1)
    .toArray();
  expect(last).toMatchObject({ action: 'signin.refused', result: 'refused' });
});
