import { deflateRawSync } from 'node:zlib';
import { SignedXml } from 'xml-crypto';
import { describe, expect, test } from 'vitest';
import {
  createIdentityProvider,
  createIdentityProviderKeys,
  readServiceProvider,
} from '../../src/dev/identity-provider/index.ts';
import {
  acsUrl,
  createServiceProvider,
  otherKeys,
  redirectQuery,
  requestXml,
  spKeys,
} from './service-provider.ts';

const identityProvider = createIdentityProvider({
  baseUrl: 'http://127.0.0.1:3001',
  keys: await createIdentityProviderKeys(),
});
const { ssoUrl } = identityProvider;
const portal = createServiceProvider(identityProvider);
const serviceProvider = readServiceProvider(portal.metadata);

const byRedirect = (query: string) =>
  identityProvider.parse({ by: 'redirect', query }, serviceProvider);
const byPost = (xml: string) =>
  identityProvider.parse(
    { by: 'post', body: { SAMLRequest: Buffer.from(xml).toString('base64'), RelayState: 'r' } },
    serviceProvider,
  );
const queryOf = (url: string) => url.slice(url.indexOf('?') + 1);

describe('by redirect', () => {
  test('a signed request is read', async () => {
    const forced = createServiceProvider(identityProvider, { forceAuthn: true });
    const request = byRedirect(queryOf(await forced.requestUrl('token')));
    expect(request).toMatchObject({ acsUrl, relayState: 'token', forceAuthn: true });
  });

  test('RSA-SHA512 is as good as RSA-SHA256', () => {
    const query = redirectQuery(requestXml({}, ssoUrl), { digest: 'sha512' });
    expect(byRedirect(query)).toMatchObject({ id: '_r1', forceAuthn: false });
  });

  test.each([
    ['unsigned', (good: string) => good.replace(/&SigAlg=.*/, '')],
    ['unsigned', (good: string) => good.replace(/&Signature=.*/, '')],
    ['bad-signature', (good: string) => good.replace('RelayState=r', 'RelayState=other')],
    ['bad-signature', (good: string) => good.replace(/Signature=...../, 'Signature=AAAAA')],
    ['repeated-parameter', (good: string) => `SAMLRequest=x&${good}`],
    ['missing-request', () => ''],
    ['missing-request', () => 'RelayState=r'],
    ['not-base64', (good: string) => good.replace(/Signature=.*/, 'Signature=%E5')],
  ])('a query is refused as %s', (reason, change) => {
    const query = change(redirectQuery(requestXml({}, ssoUrl)));
    expect(() => byRedirect(query)).toThrow(expect.objectContaining({ reason }) as Error);
  });

  test('a signature by another key is refused', () => {
    const query = redirectQuery(requestXml({}, ssoUrl), { key: otherKeys.privateKeyPem });
    expect(() => byRedirect(query)).toThrow(
      expect.objectContaining({ reason: 'bad-signature' }) as Error,
    );
  });

  test('RSA-SHA1 is refused', () => {
    const query = redirectQuery(requestXml({}, ssoUrl), { digest: 'sha1' });
    expect(() => byRedirect(query)).toThrow(
      expect.objectContaining({ reason: 'algorithm' }) as Error,
    );
  });

  const minutes = (count: number) => new Date(Date.now() + count * 60_000);
  test.each([
    ['wrong-issuer', { issuer: 'https://other.example' }],
    ['wrong-destination', { destination: 'https://other.example/sso' }],
    ['wrong-time', { at: minutes(-6) }],
    ['wrong-time', { at: minutes(6) }],
    ['unknown-acs', { attributes: 'AssertionConsumerServiceURL="https://evil.example/acs"' }],
    ['unknown-acs', { attributes: 'AssertionConsumerServiceIndex="7"' }],
    [
      'wrong-binding',
      { attributes: 'ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact"' },
    ],
    ['doctype', { before: '<!DOCTYPE x [<!ENTITY e "e">]>' }],
    ['not-xml', { attributes: 'x=1' }],
  ])('a signed request is refused as %s', (reason, parts) => {
    const query = redirectQuery(requestXml(parts, ssoUrl));
    expect(() => byRedirect(query)).toThrow(expect.objectContaining({ reason }) as Error);
  });

  test('another signed message is refused', () => {
    const query = redirectQuery(requestXml({}, ssoUrl).replaceAll('AuthnRequest', 'LogoutRequest'));
    expect(() => byRedirect(query)).toThrow(
      expect.objectContaining({ reason: 'not-a-request' }) as Error,
    );
  });

  test('a request that grows out of bounds when inflated is refused', () => {
    const bomb = requestXml({ before: ' '.repeat(10_000_000) }, ssoUrl);
    expect(deflateRawSync(bomb).length).toBeLessThan(64 * 1024);
    expect(() => byRedirect(redirectQuery(bomb))).toThrow(
      expect.objectContaining({ reason: 'not-deflated' }) as Error,
    );
  });
});

describe('by post', () => {
  const signed = (xml: string, key = spKeys.privateKeyPem, hash = 'sha256') => {
    const rsa =
      hash === 'sha1'
        ? 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'
        : 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
    const signer = new SignedXml({ privateKey: key, signatureAlgorithm: rsa });
    signer.canonicalizationAlgorithm = 'http://www.w3.org/2001/10/xml-exc-c14n#';
    signer.addReference({
      xpath: '/*',
      transforms: [
        'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
        'http://www.w3.org/2001/10/xml-exc-c14n#',
      ],
      digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    });
    signer.computeSignature(xml);
    return signer.getSignedXml();
  };
  const refusal = (reason: string) => expect.objectContaining({ reason }) as Error;
  const good = signed(requestXml({}, ssoUrl));

  test('a signed request is read', () => {
    expect(byPost(good)).toMatchObject({ id: '_r1', acsUrl, relayState: 'r' });
  });

  test('the form that the library makes is read', async () => {
    const post = createServiceProvider(identityProvider, {
      authnRequestBinding: 'HTTP-POST',
      skipRequestCompression: true,
    });
    const form = await post.saml.getAuthorizeFormAsync('r');
    const encoded = /name="SAMLRequest" value="([^"]+)"/.exec(form)?.[1] ?? '';
    expect(byPost(Buffer.from(encoded, 'base64').toString('utf8'))).toMatchObject({ acsUrl });
  });

  test('an unsigned request is refused', () => {
    expect(() => byPost(requestXml({}, ssoUrl))).toThrow(refusal('unsigned'));
  });

  test('a request that was changed after signing is refused', () => {
    const changed = good.replace('<p:AuthnRequest', '<p:AuthnRequest ForceAuthn="true"');
    expect(() => byPost(changed)).toThrow(refusal('bad-signature'));
  });

  test('a signature by another key, even with its certificate inside, is refused', () => {
    const foreign = signed(requestXml({}, ssoUrl), otherKeys.privateKeyPem);
    expect(() => byPost(foreign)).toThrow(refusal('bad-signature'));
  });

  test('RSA-SHA1 is refused', () => {
    const weak = signed(requestXml({}, ssoUrl), spKeys.privateKeyPem, 'sha1');
    expect(() => byPost(weak)).toThrow(refusal('algorithm'));
  });

  test('a signed request wrapped in another is refused', () => {
    const outer = requestXml({}, ssoUrl).replace('_r1', '_evil');
    const signature = /<Signature.*<\/Signature>/s.exec(good)?.[0] ?? '';
    const wrapped = outer.replace('</p:AuthnRequest>', `${signature}${good}</p:AuthnRequest>`);
    expect(() => byPost(wrapped)).toThrow(refusal('bad-signature'));
  });

  test('a document type declaration is refused', () => {
    expect(() => byPost(`<!DOCTYPE x>${good}`)).toThrow(refusal('doctype'));
  });

  test('a form without a request is refused', () => {
    expect(() => identityProvider.parse({ by: 'post', body: {} }, serviceProvider)).toThrow(
      refusal('missing-request'),
    );
  });
});
