import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { nameOf, routesOf, tryRoute } from '../support/walk-routes.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join(';');

const assetsOf = (html: string) =>
  [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);

/** The API's description is the same for all, and asked for anew with its ETag. */
const keptAs = (path: string): string => {
  if (path.endsWith('/images/:file')) return 'private, max-age=86400';
  return path === '/api/v1/openapi.json' ? 'private, no-cache' : 'no-store';
};

test('no answer lets anything inline or from elsewhere run, or is kept anywhere', async () => {
  const visitor = await portal.signInAndReset('2001');
  for (const route of routesOf(portal)) {
    const { headers } = await tryRoute(visitor, route);
    expect(headers, nameOf(route)).toMatchObject({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cache-control': keptAs(route.path),
    });
    expect(headers['x-powered-by'], nameOf(route)).toBeUndefined();
    expect(headers['strict-transport-security'], nameOf(route)).toBeUndefined();
  }
});

test('what a page loads may be kept for a year, and sets no cookie', async () => {
  const visitor = portal.visitor();
  const assets = assetsOf((await visitor.get('/')).text);
  expect(assets.length).toBeGreaterThan(2);
  for (const path of assets) {
    const { status, headers } = await visitor.get(path);
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    // A picture may be the organisation's own file, and runs nothing though it is opened by itself.
    const isPicture = path.endsWith('.svg');
    const own = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
    expect(headers['content-security-policy']).toBe(isPicture ? own : policy);
    expect(headers['set-cookie']).toBeUndefined();
  }
});

test('a page is in the language it says, and a proxy may not mix them up', async () => {
  for (const language of ['sv', 'en']) {
    const { headers } = await portal.visitor(language).get('/');
    expect(headers['content-language']).toBe(language);
    expect(headers.vary).toContain('Accept-Language');
  }
});

test('the cookie of the binding comes along with the answer of another site', async () => {
  const { headers } = await request(portal.origin).get('/auth/login');
  const [cookie, ...more] = (headers as { 'set-cookie'?: string[] })['set-cookie'] ?? [];
  expect(cookie).toMatch(
    /^portal\.saml=[\w-]{43}; Max-Age=600; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=None$/,
  );
  expect(more).toEqual([]);
});

test('the choice of language is remembered, and a way out of the portal is not taken', async () => {
  const response = await request(portal.origin)
    .get('/sprak/en?tillbaka=//ont.example/')
    .redirects(0);
  expect([response.status, response.headers.location]).toEqual([303, '/']);
  expect(String(response.headers['set-cookie'])).toMatch(
    /^portal\.lang=en; Max-Age=\d+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
  );
});
