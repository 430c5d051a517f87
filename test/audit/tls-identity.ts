import { webcrypto } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { KeyPairPem } from '../../src/platform/key-pair.ts';

/** A key and a certificate that it signed itself for this address; nobody trusts it. */
export const identityFor = async (address: string): Promise<KeyPairPem> => {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=syslog.test',
    signingAlgorithm: algorithm,
    keys,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: address }])],
  });
  const privateKey = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    privateKeyPem: x509.PemConverter.encode(privateKey, 'PRIVATE KEY'),
    certificatePem: certificate.toString('pem'),
  };
};

/** The same, and this process trusts it from now on, as NODE_EXTRA_CA_CERTS would make it. */
export const trustedIdentity = async (): Promise<KeyPairPem> => {
  const identity = await identityFor('127.0.0.1');
  setDefaultCACertificates([...getCACertificates('default'), identity.certificatePem]);
  return identity;
};
