import { createPrivateKey, randomBytes, webcrypto } from 'node:crypto';

/** A private key (PKCS #8) and its certificate (X.509), both as PEM. */
export interface KeyPairPem {
  privateKeyPem: string;
  certificatePem: string;
}

const years = 10;

/** The library is loaded when a key is made and not at every start: it takes a while. */
const loadX509 = async () => {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  return x509;
};

const validity = () => {
  const notBefore = new Date(Date.now() - 3_600_000);
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notBefore.getUTCFullYear() + years);
  return { notBefore, notAfter };
};

/**
 * A new RSA key of so many bits with a certificate that it signed itself, valid for ten years from
 * an hour ago. SAML takes a certificate as the carrier of a key, so who signed it does not matter.
 */
export const selfSignedKeyPair = async ({
  commonName,
  bits,
}: {
  commonName: string;
  bits: number;
}): Promise<KeyPairPem> => {
  const x509 = await loadX509();
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: bits,
    publicExponent: Uint8Array.of(1, 0, 1),
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${commonName}`,
    serialNumber: `01${randomBytes(15).toString('hex')}`,
    ...validity(),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment,
        true,
      ),
    ],
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  return {
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    certificatePem: `${certificate.toString('pem')}\n`,
  };
};
