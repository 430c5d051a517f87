import { beforeAll, describe, expect, test } from 'vitest';
import { readIdpMetadata } from '../../src/auth/idp-metadata.ts';
import { signedMetadata } from '../../src/auth/metadata-signature.ts';
import {
  createIdentityProvider,
  createIdentityProviderKeys,
} from '../../src/dev/identity-provider/index.ts';
import { signingKeyOf, signXml } from '../../src/platform/sign-xml.ts';
import { selfSignedKeyPair, type KeyPairPem } from '../../src/platform/key-pair.ts';

let keys: KeyPairPem;
let other: KeyPairPem;
let metadata: string;

beforeAll(async () => {
  [keys, other] = await Promise.all([createIdentityProviderKeys(), createIdentityProviderKeys()]);
  metadata = createIdentityProvider({ baseUrl: 'https://idp.example', keys }).metadata();
});

const withoutSignature = (xml: string) => xml.replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/, '');

describe('the identity provider’s metadata', () => {
  test('gives entity, address and the certificates that may have signed', () => {
    const read = readIdpMetadata(metadata);
    expect(read.entityId).toBe('https://idp.example/metadata');
    expect(read.ssoUrl).toBe('https://idp.example/sso');
    expect(read.signingCertificates.map((pem) => pem.trim())).toEqual([keys.certificatePem.trim()]);
  });

  test('several signing certificates are all taken, and one for encryption is not', () => {
    const [descriptor = ''] = /<(\w+:)?KeyDescriptor[\s\S]*?KeyDescriptor>/.exec(metadata) ?? [];
    const encrypting = descriptor.replace('use="signing"', 'use="encryption"');
    const body = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '');
    const second = descriptor.replace(
      /(X509Certificate>)[^<]+</,
      `$1${body(other.certificatePem)}<`,
    );
    const read = readIdpMetadata(metadata.replace(descriptor, descriptor + second + encrypting));
    expect(read.signingCertificates.map(body)).toEqual(
      [keys, other].map(({ certificatePem }) => body(certificatePem)),
    );
  });

  test('says how long it is valid', () => {
    const until = '2031-05-01T00:00:00Z';
    const dated = metadata
      .replace(/ validUntil="[^"]*"/, '')
      .replace(' entityID=', ` validUntil="${until}" entityID=`);
    expect(readIdpMetadata(dated).validUntil).toEqual(new Date(until));
  });

  const small = selfSignedKeyPair({ commonName: 'small', bits: 1024 });
  test.each<[string, (xml: string) => string | Promise<string>, RegExp]>([
    [
      'a document type',
      (xml) => `<!DOCTYPE x>${xml.replace(/^<\?xml[^>]*>/, '')}`,
      /document type/,
    ],
    ['XML that is not well-formed', (xml) => xml.slice(0, -3), /well-formed/],
    ['another root', () => '<a/>', /EntityDescriptor/],
    ['no entityID', (xml) => xml.replace(/ entityID="[^"]*"/, ''), /entityID/],
    ['no identity provider', (xml) => xml.replaceAll('IDPSSODescriptor', 'X'), /identity provider/],
    [
      'no redirect address',
      (xml) => xml.replaceAll('HTTP-Redirect', 'SOAP'),
      /SingleSignOnService/,
    ],
    [
      'an address that is script',
      (xml) => xml.replaceAll('https://idp.example/sso', 'javascript:x'),
      /SingleSignOnService/,
    ],
    ['no certificate', (xml) => xml.replaceAll('KeyDescriptor', 'X'), /no signing certificate/],
    [
      'a certificate that is none',
      (xml) => xml.replace(/(X509Certificate>)[^<]+</g, '$1QUJD<'),
      /cannot be read/,
    ],
    [
      'a key of 1024 bits',
      async (xml) => {
        const pem = (await small).certificatePem.replace(/-----[^-]+-----|\s/g, '');
        return xml.replace(/(X509Certificate>)[^<]+</g, `$1${pem}<`);
      },
      /2048/,
    ],
  ])('with %s is refused', async (_name, change, message) => {
    const changed = await change(withoutSignature(metadata));
    expect(() => readIdpMetadata(changed)).toThrow(message);
  });
});

describe('a pinned certificate', () => {
  const signed = () => signXml(withoutSignature(metadata), signingKeyOf(keys));

  test('lets its own metadata through', () => {
    const read = readIdpMetadata(signedMetadata(signed(), keys.certificatePem));
    expect(read.entityId).toBe('https://idp.example/metadata');
  });

  test.each<[string, () => string]>([
    ['without a signature', () => withoutSignature(metadata)],
    ['signed by another key', () => signXml(withoutSignature(metadata), signingKeyOf(other))],
    [
      'changed after it was signed',
      () => signed().replace('https://idp.example/sso', 'https://evil.example/sso'),
    ],
    [
      'wrapped in an unsigned descriptor',
      () => {
        const [signature = ''] = /<ds:Signature[\s\S]*?<\/ds:Signature>/.exec(signed()) ?? [];
        const inner = signed().replace(signature, '');
        const forged = inner
          .replace(/\bID="[^"]*"/, 'ID="_evil"')
          .replace('idp.example', 'evil.example');
        return forged.replace(/>/, `>${signature}${inner}`);
      },
    ],
    [
      'signed with SHA-1',
      () =>
        signXml(withoutSignature(metadata), signingKeyOf(keys), {
          signature: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
          digest: 'http://www.w3.org/2000/09/xmldsig#sha1',
        }),
    ],
  ])('refuses metadata %s', (_name, xml) => {
    expect(() => signedMetadata(xml(), keys.certificatePem)).toThrow('Identity provider metadata');
  });
});
