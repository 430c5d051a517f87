import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { objectIdentifier, positiveInteger, time } from '../../src/platform/der.ts';
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

const hex = (bytes: Buffer) => bytes.toString('hex');

test('values are encoded as X.690 and RFC 5280 say', () => {
  expect(hex(objectIdentifier('1.2.840.113549.1.1.11'))).toBe('06092a864886f70d01010b');
  expect(hex(positiveInteger(Buffer.of(0x80)))).toBe('02020080');
  expect(hex(positiveInteger(Buffer.alloc(200, 1))).slice(0, 6)).toBe('0281c8');
  expect(hex(positiveInteger(Buffer.alloc(300, 1))).slice(0, 8)).toBe('0282012c');
  expect(time(new Date('2049-12-31T23:59:59Z')).toString('latin1', 2)).toBe('491231235959Z');
  expect(time(new Date('2050-01-01T00:00:00Z')).toString('latin1', 2)).toBe('20500101000000Z');
});
