import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failures } from '../../src/dev/identity-provider/index.ts';
import {
  contentEncryption,
  digestAlgorithm,
  level,
  signatureAlgorithm,
} from '../../src/dev/identity-provider/saml-names.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { strangersPersonalNumber } from '../support/small-roster.ts';
import { auditOf, lastRefusal, sessionCount, startSignIn } from './watch-portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const employees = () => portal.services.store.connection.collection('employees');

describe('an employee', () => {
  test('is signed in and audited by id, and brought to where they wanted', async () => {
    const { visitor, answer } = await startSignIn(portal, '/auth/login?till=/hjalp%3Fa=b');
    const { SAMLResponse } = await answer();
    const response = await visitor.post('/saml/acs', { SAMLResponse });
    expect(response.status).toBe(303);
    expect(response.headers.location).toBe('/hjalp?a=b');
    expect((await visitor.get('/hjalp')).text).toContain('Anna');

    const anna = await employees().findOne({ employeeNumbers: '1001' });
    const [last] = await auditOf(portal);
    expect(last).toMatchObject({ action: 'signin.accepted', actor: String(anna?._id) });
  });

  test.each([
    ['AES-128-CBC', { contentEncryption: contentEncryption.aes128Cbc }],
    ['AES-256-CBC', { contentEncryption: contentEncryption.aes256Cbc }],
    ['AES-128-GCM', { contentEncryption: contentEncryption.aes128Gcm }],
    [
      'RSA-SHA512',
      { signatureAlgorithm: signatureAlgorithm.rsaSha512, digestAlgorithm: digestAlgorithm.sha512 },
    ],
    ['the other accepted level', { authnContext: level.uncertifiedLoa3 }],
    [
      'an XML declaration',
      { changeResponse: (xml: string) => `<?xml version="1.0" encoding="utf-8"?>\n${xml}` },
    ],
    [
      'a comment within the personal number',
      { changeAssertion: (xml: string) => xml.replace(/(\d{6})(\d{6})(?=<)/, '$1<!-- x -->$2') },
    ],
    ['an authentication eight hours old', { authnInstant: new Date(Date.now() - 8 * 3_600_000) }],
  ])('gets in by %s', async (_name, options) => {
    const { visitor, answer } = await startSignIn(portal);
    const { SAMLResponse } = await answer(options);
    expect((await visitor.post('/saml/acs', { SAMLResponse })).status).toBe(303);
    expect((await visitor.get('/hjalp')).text).toContain('Anna');
  });

  test('has a new session at each sign-in, and the old one ends', async () => {
    const visitor = await portal.signIn('1002');
    const old = visitor.cookies.get('portal.sid') ?? '';
    const sessions = await sessionCount(portal);
    await portal.identify(visitor, '/auth/login', portal.person('1002'));
    expect(visitor.cookies.get('portal.sid')).not.toBe(old);
    expect(await sessionCount(portal)).toBe(sessions);
    visitor.cookies.set('portal.sid', old);
    expect((await visitor.get('/losenord')).headers.location).toMatch(/^\/auth\/login\?till=/);
  });
});

describe('a person who is not to get in', () => {
  test('sees whom to call when nobody here has that number', async () => {
    const visitor = portal.visitor();
    const stranger = { ...portal.person('1001'), personalNumber: strangersPersonalNumber };
    const response = await portal.identify(visitor, '/auth/login', stranger);
    expect(response.status).toBe(403);
    expect(response.text).toContain(portal.config.organisation.supportPhone.slice(0, 4));
    expect(await lastRefusal(portal)).toBe('PERSON_UNKNOWN');
    expect(visitor.cookies.has('portal.sid')).toBe(false);
  });

  test('sees the same when they have left', async () => {
    await employees().updateOne({ employeeNumbers: '1006' }, { $set: { active: false } });
    const visitor = portal.visitor();
    const response = await portal.identify(visitor, '/auth/login', portal.person('1006'));
    expect(response.status).toBe(403);
    expect(await lastRefusal(portal)).toBe('PERSON_INACTIVE');
    expect(visitor.cookies.has('portal.sid')).toBe(false);
  });

  test.each([
    ['cancel', 200, 'STATUS_CANCELLED', 'Du avbröt'],
    ['possibleFraud', 403, 'STATUS_FRAUD', 'Logga aldrig in'],
    ['fraud', 403, 'STATUS_FRAUD', 'Logga aldrig in'],
    ['authnFailed', 400, 'STATUS_AUTHN_FAILED', 'gick inte igenom'],
    ['unknownPrincipal', 403, 'STATUS_UNKNOWN_PRINCIPAL', 'känns inte igen'],
    ['noAuthnContext', 403, 'STATUS_LEVEL', 'e-legitimation'],
    ['noPassive', 400, 'STATUS_FAILED', 'gick inte igenom'],
  ] as const)('is told what %s means', async (failure, status, code, words) => {
    const visitor = portal.visitor();
    const response = await portal.identify(visitor, '/auth/login', null, failures[failure]);
    expect(response.status).toBe(status);
    expect(response.text).toContain(words);
    expect(await lastRefusal(portal)).toBe(code);
  });

  test('is told that it failed when the reason is one that nobody knows', async () => {
    const reason = { ...failures.authnFailed, subStatus: 'constructor' };
    const response = await portal.identify(portal.visitor(), '/auth/login', null, reason);
    expect(response.status).toBe(400);
    expect(await lastRefusal(portal)).toBe('STATUS_FAILED');
  });

  test('no personal number is in the log, the audit or the store', async () => {
    const { personalNumber } = portal.person('1001');
    const { connection } = portal.services.store;
    const all = await Promise.all(
      ['audit', 'sessions', 'saml-requests', 'saml-assertions', 'employees', 'step-ups'].map(
        (name) => connection.collection(name).find({}).toArray(),
      ),
    );
    for (const digits of [personalNumber, personalNumber.slice(2), strangersPersonalNumber])
      expect(JSON.stringify(all) + portal.logText()).not.toContain(digits);
  });
});

describe('the messages of SAML', () => {
  test.each([
    ['GET', '/saml/acs', 405],
    ['GET', '/saml/acs?SAMLRequest=PHg+', 405],
    ['GET', '/auth/login?SAMLResponse=PHg+', 400],
    ['GET', '/auth/login?SAMLRequest=PHg+', 400],
    ['GET', '/auth/login?RelayState=https://evil.example', 400],
    ['POST', '/saml/acs?SAMLRequest=PHg+', 400],
    ['POST', '/saml/acs?SAMLResponse=PHg+', 400],
  ])('%s %s is answered with %s', async (method, path, status) => {
    const visitor = portal.visitor();
    const sent =
      method === 'GET' ? visitor.get(path) : visitor.post(path, { SAMLResponse: 'PHg+' });
    expect((await sent).status).toBe(status);
  });

  test('a form too large is answered with 413', async () => {
    const form = { SAMLResponse: 'A'.repeat(300_000) };
    expect((await portal.visitor().post('/saml/acs', form)).status).toBe(413);
  });

  test('a request for sign-out in the form is refused', async () => {
    const form = { SAMLRequest: 'PHg+' };
    expect((await portal.visitor().post('/saml/acs', form)).status).toBe(400);
    expect(await lastRefusal(portal)).toBe('SAML_BINDING');
  });

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/.//evil.example',
    '/%0d%0aX',
  ])('till=%s does not lead away from the portal', async (till) => {
    const path = `/auth/login?till=${encodeURIComponent(till)}`;
    const { visitor, answer } = await startSignIn(portal, path);
    const { SAMLResponse } = await answer();
    const RelayState = 'https://evil.example';
    const to = (await visitor.post('/saml/acs', { SAMLResponse, RelayState })).headers.location;
    expect(to).toMatch(/^\/(?![/\\])/);
    expect(new URL(to ?? '', portal.origin).origin).toBe(portal.origin);
  });
});
