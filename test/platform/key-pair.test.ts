import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { selfSignedKeyPair } from '../../src/platform/key-pair.ts';

test('a key pair is an RSA key of that length with a certificate that it signed', async () => {
  const pair = await selfSignedKeyPair({ commonName: 'Säkerhetsporten åäö', bits: 2048 });
  const certificate = new X509Certificate(pair.certificatePem);
  expect(certificate.subject).toBe('CN=Säkerhetsporten åäö');
  expect(certificate.issuer).toBe(certificate.subject);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkPrivateKey(createPrivateKey(pair.privateKeyPem))).toBe(true);
  expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  expect(certificate.ca).toBe(false);
});

test('a certificate is valid now and for ten years', async () => {
  const pair = await selfSignedKeyPair({ commonName: 'test', bits: 2048 });
  const { validFromDate, validToDate } = new X509Certificate(pair.certificatePem);
  expect(validFromDate.getTime()).toBeLessThan(Date.now());
  const years = validToDate.getUTCFullYear() - validFromDate.getUTCFullYear();
  expect(years).toBe(10);
});
