import 'reflect-metadata';
import { createPrivateKey, randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const hour = 3_600_000;

const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

const pemOf = async (key: webcrypto.CryptoKey) => {
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  const format = { type: 'pkcs8', format: 'pem' } as const;
  return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }).export(format);
};

const common = (ends: Date) => ({
  serialNumber: `01${randomBytes(15).toString('hex')}`,
  notBefore: new Date(Date.now() - 48 * hour),
  notAfter: ends,
  signingAlgorithm: algorithm,
});

const tomorrow = () => new Date(Date.now() + 24 * hour);

/** A certification authority of the test's own, which issues certificates for loopback addresses. */
export const createTestCa = async () => {
  const keys = await newKeys();
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...common(tomorrow()),
    name: 'CN=Test CA',
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });

  return {
    certificatePem: `${authority.toString('pem')}\n`,

    /** A key and a certificate for this address, until `ends`. */
    issue: async (address: string, ends: Date = tomorrow()) => {
      const own = await newKeys();
      const certificate = await x509.X509CertificateGenerator.create({
        ...common(ends),
        subject: `CN=${address}`,
        issuer: authority.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        extensions: [
          new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: address }]),
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        ],
      });
      return {
        keyPem: await pemOf(own.privateKey),
        certificatePem: `${certificate.toString('pem')}\n`,
      };
    },
  };
};

export type TestCa = Awaited<ReturnType<typeof createTestCa>>;
