import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { rawRequest, type RawRequest } from '../support/raw-request.ts';
import { routesOf } from '../support/walk-routes.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const nasty = fc.constantFrom(
  '',
  '0',
  '-1',
  '%',
  '%00',
  '%2e%2e%2f',
  '%E0%A4',
  '%F0%9F%92%A9',
  '__proto__',
  'constructor',
  '$gt',
  '[$ne]',
  'varfor',
  '99999999999999999999',
  '0123456789abcdef01234567',
  '<script>',
  "'",
  'true',
  'ö'.normalize('NFD'),
);
const text = fc.oneof(
  nasty,
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const written = fc.oneof(
  text.map((one) => encodeURIComponent(one.toWellFormed())),
  nasty.map((one) => encodeURI(one).replaceAll('%25', '%')),
);

const names = fc.constantFrom('till', 'syfte', 'enhet', 'status', 'namn', 'efter', 'svar', 'steg');
const fields = fc.constantFrom('password', 'suggestion', 'svar', 'val', 'attempt', 'SAMLResponse');
const pairs = (name: fc.Arbitrary<string>) =>
  fc
    .array(fc.tuple(fc.oneof(name, written), written), { maxLength: 4 })
    .map((list) => list.map((pair) => pair.join('=')).join('&'));

const method = fc.constantFrom('GET', 'GET', 'GET', 'POST', 'POST', 'HEAD', 'PUT', 'OPTIONS');

/** A route of the table with anything in the place of its parameters. */
const addressOf = (paths: string[]) =>
  fc
    .tuple(fc.constantFrom(...paths, '/:x', '/assets/:x'), fc.array(written, { maxLength: 3 }))
    .map(([path, values]) => {
      const left = [...values];
      return path.replace(/:\w+/g, () => left.shift() ?? 'varfor');
    });

/** The session and token of somebody who has the new login, and roles enough for every route. */
const signedIn = async () => {
  const visitor = await portal.signInAndReset('2001');
  const token = visitor.hidden((await visitor.get('/hjalp')).text, '_csrf');
  return { cookie: [...visitor.cookies].map((pair) => pair.join('=')).join('; '), token };
};

test('three hundred requests drawn by lot meet no fault of the portal', async () => {
  const { cookie, token } = await signedIn();
  const paths = routesOf(portal)
    .map(({ path }) => path)
    .filter((path) => path !== '/auth/logout');
  const request = fc.record({
    method,
    address: addressOf(paths),
    query: pairs(names),
    body: pairs(fields),
    accept: fc.constantFrom('text/html', 'application/json', '*/*'),
    who: fc.boolean(),
  });
  const drawn = fc.sample(request, { seed: 20_261_124, numRuns: 300 });
  const seen = new Set<number>();
  for (const { method, address, query, body, accept, who } of drawn) {
    const form = who ? `_csrf=${token}&${body}` : body;
    const sent: RawRequest = {
      method,
      path: `${address}?${query}`,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Accept: accept,
        ...(who ? { Cookie: cookie } : {}),
      },
      body: method === 'POST' || method === 'PUT' ? form : '',
    };
    const { status } = await rawRequest(portal.origin, sent);
    expect(status, JSON.stringify(sent)).toSatisfy((one: number) => one >= 200 && one < 500);
    seen.add(status);
  }
  expect(portal.logText()).not.toContain('"fault"');
  // The requests reached what they were meant to reach.
  for (const status of [200, 303, 400, 401, 403, 404]) expect(seen).toContain(status);
});
