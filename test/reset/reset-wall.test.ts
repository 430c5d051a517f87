import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roles } from '../../src/platform/roles.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { nameOf, routesOf, tryRoute, type Route } from '../support/walk-routes.ts';

let portal: TestPortal;
let visitor: Visitor;
let routes: Route[];
let pages: Route[];
/** Somebody with every role, so that every route is behind the wall for one person. */
const number = '2001';

beforeAll(async () => {
  portal = await startTestPortal({
    environment: { BREAK_GLASS: 'on' },
    provider: { singleLogout: true },
  });
  await portal.services.store.connection
    .collection('employees')
    .updateOne({ employeeNumbers: number }, { $set: { roles: [...roles] } });
  visitor = await portal.signIn(number);
  await visitor.get('/hjalp');
  // Signing out is open too, and tried last.
  routes = routesOf(portal).filter(({ path }) => path !== '/auth/logout');
  // A program brings a token and is nobody who could have a login.
  pages = routes.filter(({ path }) => !path.startsWith('/api/'));
});
afterAll(() => portal.close());

const answersTo = async (asked: Route[]) => {
  const answers = [];
  for (const route of asked) {
    const { status, text, headers } = await tryRoute(visitor, route);
    answers.push({
      name: nameOf(route),
      method: route.method,
      status,
      text,
      to: headers.location,
    });
  }
  return answers;
};

const openDuringReset = [
  'GET /api/v1/openapi.json',
  'GET /auth/login',
  'GET /auth/stepup',
  'GET /auth/utloggad',
  'GET /health/live',
  'GET /health/ready',
  'GET /hjalp',
  'GET /losenord',
  'GET /losenord/bankid',
  'GET /losenord/klart',
  'GET /losenord/nytt',
  'GET /losenord/pass',
  'GET /nodinloggning',
  'GET /personuppgifter',
  'GET /saml/acs',
  'GET /saml/metadata',
  'GET /saml/slo',
  'GET /sprak/:language',
  'GET /tillganglighet',
  'GET /utan-bankid',
  'GET /utan-bankid/kodblad',
  'POST /kvar',
  'POST /losenord/nytt',
  'POST /losenord/nytt/regler',
  'POST /losenord/pass',
  'POST /nodinloggning',
  'POST /saml/acs',
  'POST /utan-bankid',
  'POST /utan-bankid/kodblad',
];

describe('while a new login is required', () => {
  test('what is open is the reset, help, language, signing in and out, and health', () => {
    const open = routes.filter(({ duringReset }) => duringReset).map(nameOf);
    expect(open.toSorted()).toEqual(openDuringReset);
  });

  test('every other page leads to the reset and every other form is refused', async () => {
    const answers = await answersTo(pages.filter(({ duringReset }) => !duringReset));
    for (const { name, method, status, to } of answers)
      expect([name, status, to]).toEqual(
        method === 'GET' ? [name, 303, '/losenord'] : [name, 403, undefined],
      );
    expect(answers.some(({ method }) => method === 'POST')).toBe(true);
  });

  test('a refused form says so, to people and to programs', async () => {
    const refused = await visitor.submit('/kurs/varfor/prov');
    expect(refused.text).toContain('Välj ett nytt lösenord först');
    expect(refused.text).toContain('href="/losenord"');
    const program = await visitor.submit('/kurs/varfor/prov', {}, 'application/json');
    expect(program.body).toMatchObject({ code: 'RESET_REQUIRED' });
  });

  test('no other way of writing an address gets past it', async () => {
    const ways = [
      '/kurs/',
      '/KURS',
      '/kurs?x=1',
      '//kurs',
      '/./kurs',
      '/losenord/../kurs',
      '/%6burs',
    ];
    for (const way of ways) {
      const { status, text } = await visitor.get(way);
      expect([303, 404], way).toContain(status);
      expect(text).not.toContain('/kurs/varfor');
    }
  });

  test('what is declared open is open', async () => {
    const answers = await answersTo(routes.filter(({ duringReset }) => duringReset));
    for (const { name, status, text } of answers) {
      expect(text, name).not.toContain('RESET_REQUIRED');
      expect(name.startsWith('GET /saml/acs') ? [405] : [200, 302, 303, 400, 422], name).toContain(
        status,
      );
    }
  });
});

test('after the reset all is open', async () => {
  visitor = await portal.signInAndReset(number);
  const answers = await answersTo(routes.filter(({ duringReset }) => !duringReset));
  for (const { name, status, to } of answers) {
    expect(status, name).not.toBe(403);
    expect(to, name).not.toBe('/losenord');
  }
});
