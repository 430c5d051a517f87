import { inflateRawSync } from 'node:zlib';
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedMetadata } from '../../src/auth/metadata-signature.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

/** The request that a visit to the path sends, after the identity provider has checked it. */
const requestOf = async (path: string, visitor = portal.visitor()) => {
  const url = (await visitor.get(path)).headers.location ?? '';
  const query = url.slice(url.indexOf('?') + 1);
  portal.provider.parse({ by: 'redirect', query }, portal.serviceProvider);
  const packed = new URLSearchParams(query).get('SAMLRequest') ?? '';
  return { query, xml: inflateRawSync(Buffer.from(packed, 'base64')).toString() };
};

describe('the request for a sign-in', () => {
  test('says ForceAuthn either way, and never asks silently', async () => {
    expect((await requestOf('/auth/login')).xml).toContain(' ForceAuthn="false"');
    const visitor = await portal.signIn('1001');
    const { xml } = await requestOf('/auth/stepup?syfte=reset', visitor);
    expect(xml.match(/ForceAuthn="\w+"/g)).toEqual(['ForceAuthn="true"']);
    expect(xml).not.toContain('IsPassive');
  });

  test('asks for exactly the accepted levels and a persistent name', async () => {
    const { xml } = await requestOf('/auth/login');
    expect(xml).toContain('Comparison="exact"');
    const levels = [...xml.matchAll(/AuthnContextClassRef[^>]*>([^<]+)</g)].map(
      ([, level]) => level,
    );
    expect(levels).toEqual(portal.config.saml.providers[0]?.signIn.levels);
    expect(xml).toContain('nameid-format:persistent');
  });

  test('is signed with SHA-256 and carries no RelayState', async () => {
    const { query } = await requestOf('/auth/login?till=/kurs');
    const parameters = new URLSearchParams(query);
    expect(parameters.get('SigAlg')).toBe('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
    expect(parameters.has('RelayState')).toBe(false);
  });
});

describe('our metadata', () => {
  test('is signed, and tells where answers go and for which key they are encrypted', async () => {
    const response = await fetch(`${portal.origin}/saml/metadata`);
    expect(response.headers.get('content-type')).toContain('application/samlmetadata+xml');
    const { certificatePem } = portal.config.saml;
    const signed = signedMetadata(await response.text(), certificatePem);
    expect(signed).toContain('AuthnRequestsSigned="true"');
    expect(signed).toContain('WantAssertionsSigned="true"');
    expect(portal.serviceProvider.acs).toEqual([{ url: `${portal.origin}/saml/acs`, index: '1' }]);
    const { raw } = new X509Certificate(certificatePem);
    expect(portal.serviceProvider.encryptionCertificate.raw).toEqual(raw);
  });
});

test('while the identity provider is not known, signing in says so', async () => {
  const lost = await startTestPortal({ environment: { SAML_IDP_METADATA: '/nowhere.xml' } });
  expect((await lost.visitor().get('/auth/login')).status).toBe(503);
  await lost.close();
});
