import { expect, test } from 'vitest';
import { readServiceProvider } from '../../src/dev/identity-provider/index.ts';
import { otherKeys, spKeys } from './service-provider.ts';

const base64 = (pem: string) => pem.replace(/-----[A-Z ]+-----|\s/g, '');

const keyXml = (pem: string, use = '') =>
  `<KeyDescriptor ${use}><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>` +
  `<X509Certificate>${base64(pem)}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`;

const acsXml = (url: string, rest = '') =>
  `<AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" ` +
  `Location="${url}" ${rest}/>`;

const names = `<Extensions><m:UIInfo xmlns:m="urn:oasis:names:tc:SAML:metadata:ui">
  <m:DisplayName xml:lang="sv">Porten</m:DisplayName>
  <m:DisplayName xml:lang="en">The Gate</m:DisplayName></m:UIInfo></Extensions>`;

const metadata = (content: string) =>
  `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://sp.example">` +
  `<SPSSODescriptor>${content}</SPSSODescriptor></EntityDescriptor>`;

const acs = acsXml('https://sp.example/acs', 'index="1"');
const key = keyXml(spKeys.certificatePem);

test('the service’s name is read in both languages', () => {
  const { displayName } = readServiceProvider(metadata(names + key + acs));
  expect(displayName).toEqual({ sv: 'Porten', en: 'The Gate' });
});

test('a service without a name is called by its host', () => {
  expect(readServiceProvider(metadata(key + acs)).displayName.sv).toBe('sp.example');
});

test('a key for no use in particular serves both uses', () => {
  const sp = readServiceProvider(metadata(key + acs));
  expect(sp.signingCertificates).toHaveLength(1);
  expect(sp.encryptionCertificate.fingerprint256).toBe(sp.signingCertificates[0]?.fingerprint256);
});

test('several signing keys are all known, and the encryption key is not one of them', () => {
  const keys =
    keyXml(spKeys.certificatePem, 'use="signing"') +
    keyXml(otherKeys.certificatePem, 'use="signing"') +
    keyXml(otherKeys.certificatePem, 'use="encryption"');
  expect(readServiceProvider(metadata(keys + acs)).signingCertificates).toHaveLength(2);
});

test('the default address to answer to is the first', () => {
  const both = acs + acsXml('https://sp.example/default', 'index="2" isDefault="true"');
  expect(readServiceProvider(metadata(key + both)).acs[0]?.url).toBe('https://sp.example/default');
});

test.each([
  ['no key for encryption', keyXml(spKeys.certificatePem, 'use="signing"') + acs],
  ['no key for signing', keyXml(spKeys.certificatePem, 'use="encryption"') + acs],
  ['no address to answer to', key],
  ['an address that is none', key + acsXml('nowhere')],
])('metadata with %s is refused', (_what, content) => {
  expect(() => readServiceProvider(metadata(content))).toThrow(
    expect.objectContaining({ reason: 'bad-metadata' }) as Error,
  );
});
