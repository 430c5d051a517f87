import request from 'supertest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
/** As in production: people come by https, and a proxy in front brings them on by http. */
beforeAll(async () => {
  const environment = { BASE_URL: 'https://localhost:8443', TRUST_PROXY: '1' };
  portal = await startTestPortal({ environment });
});
afterAll(() => portal.close());

const cookiesOf = (response: request.Response): string[] =>
  (response.headers as { 'set-cookie'?: string[] })['set-cookie'] ?? [];

const get = (path: string, cookies: string[] = []) =>
  request(portal.origin)
    .get(path)
    .redirects(0)
    .set('X-Forwarded-Proto', 'https')
    .set('Cookie', cookies.map((line) => line.split(';', 1)[0]).join('; '));

/** What the browser gets when the identity provider's answer is taken. */
const signIn = async (forwarded: string): Promise<string[]> => {
  const asked = await get('/auth/login');
  const url = asked.headers.location ?? '';
  const who = portal.person('1001');
  const { SAMLResponse } = await portal.provider.answer(url, portal.serviceProvider, who);
  const [binding = ''] = cookiesOf(asked)[0]?.split(';') ?? [];
  const response = await request(portal.origin)
    .post('/saml/acs')
    .redirects(0)
    .set('X-Forwarded-Proto', forwarded)
    .set('Cookie', binding)
    .type('form')
    .send({ SAMLResponse });
  return cookiesOf(response);
};

test('a cookie of the same name without the prefix is nobody’s', async () => {
  const [line = ''] = await signIn('https');
  expect((await get('/losenord', [line])).status).toBe(200);
  const answer = await get('/losenord', [line.replace('__Host-', '')]);
  expect(answer.headers.location).toMatch(/^\/auth\/login/);
});

test('the session’s cookie is not sent to somebody who came by http', async () => {
  expect(await signIn('http')).toEqual([]);
});

test('the choice of language is remembered over https only', async () => {
  expect(cookiesOf(await get('/sprak/en'))[0]).toMatch(/^portal\.lang=en;.*; Secure;/);
});

test('browsers are told to come by https from now on', async () => {
  const { headers } = await get('/');
  expect(headers['strict-transport-security']).toBe('max-age=31536000');
});

test('our metadata names the address that people open', async () => {
  const { text } = await get('/saml/metadata').buffer(true);
  expect(text).toContain('Location="https://localhost:8443/saml/acs"');
});
