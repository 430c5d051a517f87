import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import type { KeyPairPem } from '../../platform/key-pair.ts';

/** Sweden Connect deployment profile, 8: RSA of 3072 bits for keys of one's own. */
export const leastOwnBits = 3072;

const read = <T>(make: () => T): T | null => {
  try {
    return make();
  } catch {
    return null;
  }
};

const isStrong = ({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject) =>
  asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= leastOwnBits;

/** Why the pair cannot be used, as the end of a sentence; null when it can. */
export const keyPairFault = ({ privateKeyPem, certificatePem }: KeyPairPem): string | null => {
  const key = read(() => createPrivateKey(privateKeyPem));
  const certificate = read(() => new X509Certificate(certificatePem));
  if (!key) return 'the private key cannot be read as PEM without a password';
  if (!certificate) return 'the certificate cannot be read as PEM';
  if (!isStrong(key)) return `the key is not RSA of at least ${leastOwnBits} bits`;
  if (!certificate.checkPrivateKey(key)) return 'the certificate is not that of the private key';
  return null;
};
