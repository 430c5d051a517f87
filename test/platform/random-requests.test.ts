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

const names = fc.constantFrom(
  ...[
    'till',
    'syfte',
    'enhet',
    'status',
    'namn',
    'efter',
    'svar',
    'steg',
    'sparat',
    'sprak',
    'hos',
  ],
  ...['person', 'handelse', 'utfall', 'fran', 'fore'],
);
const fields = fc.constantFrom(
  ...['password', 'suggestion', 'svar', 'val', 'attempt', 'SAMLResponse'],
  ...['mobile', 'email', 'answer', 'namn', '_owner'],
);
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

/** The session and token of somebody who has the new login. */
const signedIn = async (number: string) => {
  const visitor = await portal.signInAndReset(number);
  const token = visitor.hidden((await visitor.get('/hjalp')).text, '_csrf');
  return { cookie: [...visitor.cookies].map((pair) => pair.join('=')).join('; '), token };
};

const seed = 20_261_124;
const atOnce = 4;

test('two thousand requests drawn by lot, by everybody, meet no fault of the portal', async () => {
  const people = await Promise.all(['1001', '2001', '3001', '3002', '3003'].map(signedIn));
  const paths = routesOf(portal)
    .map(({ path }) => path)
    .filter((path) => path !== '/auth/logout');
  const request = fc.record({
    method,
    address: addressOf(paths),
    query: pairs(names),
    body: pairs(fields),
    accept: fc.constantFrom('text/html', 'application/json', '*/*'),
    who: fc.constantFrom(null, ...people),
  });
  const drawn = fc.sample(request, { seed, numRuns: 2000 });
  const seen = new Set<number>();
  const sendNext = async (): Promise<void> => {
    for (let next = drawn.pop(); next; next = drawn.pop()) {
      const { method, address, query, body, accept, who } = next;
      const form = who ? `_csrf=${who.token}&${body}` : body;
      const sent: RawRequest = {
        method,
        path: `${address}?${query}`,
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          Accept: accept,
          ...(who ? { Cookie: who.cookie } : {}),
        },
        body: method === 'POST' || method === 'PUT' ? form : '',
      };
      const { status } = await rawRequest(portal.origin, sent);
      const what = `seed ${seed}: ${JSON.stringify(sent)}`;
      expect(status, what).toSatisfy((one: number) => one >= 200 && one < 500);
      seen.add(status);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sendNext));
  expect(portal.logText()).not.toContain('"fault"');
  // The requests reached what they were meant to reach.
  for (const status of [200, 303, 400, 401, 403, 404]) expect(seen).toContain(status);
}, 120_000);
