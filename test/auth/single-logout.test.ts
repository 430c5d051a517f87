import { createSign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoKeyPair, readKeyPair } from '../../src/dev/demo-keys.ts';
import { createIdentityProvider } from '../../src/dev/identity-provider/index.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { auditOf, startSignIn } from './watch-portal.ts';

const there = 'http://127.0.0.1:1';
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const rsaSha1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';

let dir: string;
let key: string;
let foreignKey: string;
let portal: TestPortal;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'portal-logout-'));
  const keys = process.env.TEST_KEYS ?? dir;
  const pair = readKeyPair(await demoKeyPair(keys, 'identity-provider', 2048));
  key = pair.privateKeyPem;
  foreignKey = readFileSync((await demoKeyPair(keys, 'portal', 3072)).keyFile, 'utf8');
  const metadata = createIdentityProvider({ baseUrl: there, keys: pair })
    .metadata()
    .replace(
      /(?=<md:NameIDFormat|<md:SingleSignOnService)/,
      `<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${there}/slo" ResponseLocation="${there}/slo/answer"/>`,
    );
  const file = join(dir, 'idp.xml');
  writeFileSync(file, metadata);
  portal = await startTestPortal({ provider: { metadata: file, singleLogout: true } });
});
afterAll(async () => {
  await portal.close();
  rmSync(dir, { recursive: true, force: true });
});

const deflated = (xml: string) => deflateRawSync(Buffer.from(xml)).toString('base64');

interface Sent {
  name?: string;
  algorithm?: string;
  signingKey?: string;
  relayState?: string;
}

/** The address at which an identity provider's message is brought. */
const addressOf = (xml: string, options: Sent = {}): string => {
  const { name = 'SAMLRequest', algorithm = rsaSha256, signingKey = key, relayState } = options;
  const parts: [string, string][] = [[name, deflated(xml)]];
  if (relayState !== undefined) parts.push(['RelayState', relayState]);
  parts.push(['SigAlg', algorithm]);
  const signed = parts.map(([part, value]) => `${part}=${encodeURIComponent(value)}`).join('&');
  const hash = algorithm === rsaSha1 ? 'sha1' : 'sha256';
  const signature = createSign(hash).update(signed).sign(signingKey, 'base64');
  return `/saml/slo?${signed}&Signature=${encodeURIComponent(signature)}`;
};

let count = 0;
const message = (element: string, inner: string, fields: Record<string, string> = {}) => {
  count += 1;
  const all: Record<string, string> = {
    ID: `_message${count}`,
    Version: '2.0',
    IssueInstant: new Date().toISOString(),
    Destination: `${portal.origin}/saml/slo`,
    ...fields,
  };
  const { issuer = `${there}/metadata`, ...attributes } = all;
  const text = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
  return `<samlp:${element} xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"${text}><saml:Issuer>${issuer}</saml:Issuer>${inner}</samlp:${element}>`;
};

const logoutRequest = (nameId: string, fields?: Record<string, string>) =>
  message('LogoutRequest', `<saml:NameID>${nameId}</saml:NameID>`, fields);

const logoutResponse = (to: string, status = success, fields?: Record<string, string>) =>
  message('LogoutResponse', `<samlp:Status><samlp:StatusCode Value="${status}"/></samlp:Status>`, {
    InResponseTo: to,
    ...fields,
  });

/** Anna, signed in, whom the identity provider calls by this name. */
const signedIn = async (nameId: string): Promise<Visitor> => {
  const { visitor, answer } = await startSignIn(portal);
  const { SAMLResponse } = await answer({ nameId, sessionIndex: 'index-1' });
  await visitor.follow(await visitor.post('/saml/acs', { SAMLResponse }));
  return visitor;
};

const isIn = async (visitor: Visitor) => (await visitor.get('/hjalp')).text.includes('Anna');

/** The message in an address that the portal sends the browser to. */
const sentTo = (url: string, name: string) => {
  const { origin, pathname, searchParams } = new URL(url.replaceAll('&amp;', '&'));
  const xml = inflateRawSync(Buffer.from(searchParams.get(name) ?? '', 'base64')).toString();
  return { at: `${origin}${pathname}`, xml, searchParams };
};

/** Logs out at the portal, which goes on to the identity provider. */
const logOut = async (visitor: Visitor) => {
  await visitor.get('/losenord');
  const page = await visitor.submit('/auth/logout');
  const url = String(page.headers.refresh).replace('0; url=', '');
  return { page, ...sentTo(url, 'SAMLRequest') };
};

describe('logging out here', () => {
  test('ends the session at once and goes on, signed, to the identity provider', async () => {
    const visitor = await signedIn('anna-1');
    const { page, at, xml, searchParams } = await logOut(visitor);
    expect(page.text).toContain('Du är utloggad här');
    expect(await isIn(visitor)).toBe(false);
    expect(at).toBe(`${there}/slo`);
    expect(searchParams.get('SigAlg')).toBe(rsaSha256);
    expect(xml).toMatch(/<saml:NameID[^>]*>anna-1</);
    expect(xml).toMatch(/SessionIndex[^>]*>index-1</);
    const [, id = ''] = /\bID="([^"]+)"/.exec(xml) ?? [];
    const back = await visitor.get(addressOf(logoutResponse(id), { name: 'SAMLResponse' }));
    expect(back.headers.location).toBe('/');
    const again = await visitor.get(addressOf(logoutResponse(id), { name: 'SAMLResponse' }));
    expect(again.status).toBe(400);
  });

  test('stays here where the provider calls people by their personal number, which is not kept', async () => {
    const { personalNumber } = portal.person('1001');
    const visitor = await signedIn(personalNumber);
    await visitor.get('/losenord');
    expect((await visitor.submit('/auth/logout')).headers.location).toBe('/');
    const sessions = portal.services.store.connection.collection('sessions');
    expect(JSON.stringify(await sessions.find({}).toArray())).not.toContain(personalNumber);
  });

  test('says so when the identity provider could not do its part', async () => {
    const visitor = await signedIn('anna-2');
    const { xml } = await logOut(visitor);
    const [, id = ''] = /\bID="([^"]+)"/.exec(xml) ?? [];
    const partial = 'urn:oasis:names:tc:SAML:2.0:status:Responder';
    const page = await visitor.get(
      addressOf(logoutResponse(id, partial), { name: 'SAMLResponse' }),
    );
    expect(page.text).toContain('Stäng webbläsaren');
  });

  test('its answer is not taken from another browser, nor its request for a sign-in', async () => {
    const visitor = await signedIn('anna-3');
    const { xml } = await logOut(visitor);
    const [, id = ''] = /\bID="([^"]+)"/.exec(xml) ?? [];
    const other = await portal
      .visitor()
      .get(addressOf(logoutResponse(id), { name: 'SAMLResponse' }));
    expect(other.status).toBe(400);
    const { answer, visitor: second } = await startSignIn(portal);
    const { SAMLResponse } = await answer({ inResponseTo: id, subjectInResponseTo: id });
    expect((await second.post('/saml/acs', { SAMLResponse })).status).toBe(400);
  });
});

describe('an identity provider that asks for a log-out', () => {
  test('ends the session it names, and gets a signed answer', async () => {
    const visitor = await signedIn('anna-4');
    const asked = await visitor.get(addressOf(logoutRequest('anna-4'), { relayState: 'a b' }));
    const { at, xml, searchParams } = sentTo(asked.headers.location ?? '', 'SAMLResponse');
    expect(at).toBe(`${there}/slo/answer`);
    expect(xml).toContain(success);
    expect(searchParams.get('RelayState')).toBe('a b');
    expect(searchParams.get('Signature')).not.toBeNull();
    expect(await isIn(visitor)).toBe(false);
    const [last] = await auditOf(portal);
    expect(last).toMatchObject({ action: 'signin.ended' });
  });

  test('is told that it named somebody else', async () => {
    const visitor = await signedIn('anna-5');
    const asked = await visitor.get(addressOf(logoutRequest('bo')));
    const { xml } = sentTo(asked.headers.location ?? '', 'SAMLResponse');
    expect(xml).toContain('UnknownPrincipal');
    expect(await isIn(visitor)).toBe(true);
  });

  const old = () => ({ IssueInstant: new Date(Date.now() - 3_600_000).toISOString() });
  test.each([
    ['is not signed', () => addressOf(logoutRequest('anna')).replace(/&SigAlg.*$/, '')],
    [
      'is signed by somebody else',
      () => addressOf(logoutRequest('anna'), { signingKey: foreignKey }),
    ],
    [
      'names an algorithm that is none',
      () => addressOf(logoutRequest('anna'), { algorithm: 'constructor' }),
    ],
    ['is signed with SHA-1', () => addressOf(logoutRequest('anna'), { algorithm: rsaSha1 })],
    [
      'is another than was signed',
      () =>
        addressOf(logoutRequest('anna')).replace(
          /SAMLRequest=[^&]+/,
          `SAMLRequest=${encodeURIComponent(deflated(logoutRequest('anna')))}`,
        ),
    ],
    ['has a second message beside it', () => `${addressOf(logoutRequest('anna'))}&SAMLRequest=x`],
    ['has something unknown beside it', () => `${addressOf(logoutRequest('anna'))}&xSAMLRequest=x`],
    [
      'is for another portal',
      () => addressOf(logoutRequest('anna', { Destination: 'https://other.example/slo' })),
    ],
    [
      'comes from an identity provider that nobody knows',
      () => addressOf(logoutRequest('anna', { issuer: 'https://other.example' })),
    ],
    ['is an hour old', () => addressOf(logoutRequest('anna', old()))],
    [
      'is not deflated',
      () => addressOf(logoutRequest('anna')).replace(/SAMLRequest=[^&]+/, 'SAMLRequest=aGVq'),
    ],
    ['unfolds to megabytes', () => addressOf(logoutRequest('anna'.repeat(1_000_000)))],
    ['has a document type', () => addressOf(`<!DOCTYPE x>${logoutRequest('anna')}`)],
    ['is of another kind', () => addressOf(message('AuthnRequest', ''))],
    ['is nothing', () => '/saml/slo'],
  ])('is not heard when the message %s', async (_what, address) => {
    const visitor = await signedIn('anna');
    const page = await visitor.get(address());
    expect(page.status).toBe(400);
    expect(page.text).toContain('Du är kvar');
    expect(await isIn(visitor)).toBe(true);
    const [last] = await auditOf(portal);
    expect(last).toMatchObject({ action: 'signout.refused', result: 'refused' });
  });

  test('is heard once', async () => {
    const address = addressOf(logoutRequest('nobody'));
    expect((await portal.visitor().get(address)).status).toBe(302);
    expect((await portal.visitor().get(address)).status).toBe(400);
  });
});

test('our metadata says where log-outs are taken, and an answer posted there is not', async () => {
  const metadata = await (await fetch(`${portal.origin}/saml/metadata`)).text();
  expect(metadata).toContain(`Location="${portal.origin}/saml/slo"`);
  expect((await portal.visitor().post('/saml/slo', { SAMLRequest: 'x' })).status).toBe(401);
});

test('off by default: nothing of it in our metadata, and nobody at the address', async () => {
  const plain = await startTestPortal();
  try {
    const metadata = await (await fetch(`${plain.origin}/saml/metadata`)).text();
    expect(metadata).not.toContain('SingleLogoutService');
    expect((await plain.visitor().get(addressOf(logoutRequest('anna')))).status).toBe(404);
  } finally {
    await plain.close();
  }
});
