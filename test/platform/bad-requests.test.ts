import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { rawRequest } from '../support/raw-request.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let visitor: Visitor;
beforeAll(async () => {
  portal = await startTestPortal();
  visitor = await portal.signInAndReset('1001');
});
afterAll(() => portal.close());

describe('what nobody should send', () => {
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const sid = () => visitor.cookies.get('portal.sid') ?? '';

  test.each([
    ['half a percent sign in the path', 'GET', '/kurs/%', {}, ''],
    ['bytes that are no UTF-8 in the path', 'GET', '/kurs/%E0%A4%A', {}, ''],
    ['the same among the assets', 'GET', '/assets/%E0%A4%A', {}, ''],
    ['a zero byte in the path', 'GET', '/kurs/varfor/images/%00', {}, ''],
    [
      'a way out of the folder of images',
      'GET',
      '/kurs/varfor/images/..%2f..%2fcourse.yaml',
      {},
      '',
    ],
    ['bytes that are no UTF-8 in the query', 'GET', '/?till=%E0%A4%A&x=%', {}, ''],
    ['a query that names parts of an object', 'GET', '/hjalp?__proto__[x]=1&a[b]=c&a=1', {}, ''],
    ['a very long query', 'GET', `/auth/login?till=/${'a'.repeat(9000)}`, {}, ''],
    ['a query longer than any browser sends', 'GET', `/?q=${'a'.repeat(20_000)}`, {}, ''],
    ['a malformed form', 'POST', '/losenord/nytt', form, '%=%&_csrf=%E0%A4%A&&==&_csrf[a]=1'],
    ['a form of two thousand fields', 'POST', '/losenord/nytt', form, 'a=1&'.repeat(2000)],
    [
      'a form in an unknown encoding',
      'POST',
      '/losenord/nytt',
      { ...form, 'Content-Encoding': 'zip' },
      'a=1',
    ],
    [
      'a form in an unknown character set',
      'POST',
      '/losenord/nytt',
      { 'Content-Type': `${form['Content-Type']}; charset=klingon` },
      'a=1',
    ],
    [
      'a compressed form that is none',
      'POST',
      '/losenord/nytt',
      { ...form, 'Content-Encoding': 'gzip' },
      'a=1',
    ],
    ['broken JSON', 'POST', '/losenord/nytt', { 'Content-Type': 'application/json' }, '{'],
    ['a method nobody knows', 'SMUGGLE', '/', {}, ''],
    ['a method of another trade', 'PROPFIND', '/kurs', {}, ''],
    ['a delete', 'DELETE', '/kurs/varfor', {}, ''],
    ['a trace', 'TRACE', '/', {}, ''],
    ['an accept header of nothing', 'GET', '/finns/inte', { Accept: ',;q=,*' }, ''],
    ['languages that are none', 'GET', '/', { 'Accept-Language': '%%,;q=x,sv;q=99' }, ''],
  ])('%s gets a clear answer', async (_what, method, path, headers, body) => {
    for (const cookie of ['', `portal.sid=${sid()}`]) {
      const answer = await rawRequest(portal.origin, {
        method,
        path,
        headers: { Cookie: cookie, ...headers },
        body,
      });
      expect(answer.status).toBeGreaterThanOrEqual(200);
      expect(answer.status).toBeLessThan(500);
      expect(answer.text).not.toMatch(/at .*\.ts:\d+|node_modules/);
    }
  });

  test.each([
    ['a session that is no text', 'portal.sid=%E0%A4%A'],
    ['a session with a wrong signature', 'portal.sid=s%3Aabc.def'],
    ['a session that is an object', 'portal.sid=j%3A%7B%22%24gt%22%3A%22%22%7D'],
    ['a session given twice', 'portal.sid=s%3Aabc.def; portal.sid=x; portal.sid'],
    ['a language that is none', 'portal.lang=%00; portal.lang=__proto__; portal.lang'],
    ['a binding that is none', `portal.saml=${'å'.repeat(43)}; portal.saml==;;=;`],
    ['five hundred cookies', Array.from({ length: 500 }, (_, n) => `k${n}=v`).join('; ')],
  ])('a cookie with %s is nobody’s', async (_what, cookie) => {
    const front = await rawRequest(portal.origin, {
      method: 'GET',
      path: '/',
      headers: { Cookie: cookie },
    });
    expect(front.status).toBe(200);
    const course = await rawRequest(portal.origin, {
      method: 'GET',
      path: '/kurs',
      headers: { Cookie: cookie },
    });
    expect(course.status).toBe(303);
  });
});

test.each([
  ['a header longer than any browser sends', 431, '/', { 'X-Long': 'a'.repeat(20_000) }],
  ['a line that is no request', 400, '/ with spaces', {}],
])('%s is answered in both languages, with a reference that is in the log', async (...row) => {
  const [, status, path, headers] = row;
  const answer = await rawRequest(portal.origin, { method: 'GET', path, headers });
  expect(answer.status).toBe(status);
  const [, sv, en] = /Referens: (\w{8})\n.*Reference: (\w{8})\n$/.exec(answer.text) ?? [];
  expect(sv).toBe(en);
  expect(portal.logText()).toContain(`"reference":"${sv}"`);
});
