import { constants, randomUUID, sign, X509Certificate } from 'node:crypto';

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** The certificate's SHA-256 thumbprint in base64url, by which Microsoft finds it. */
const thumbprint = (certificatePem: string): string =>
  Buffer.from(
    new X509Certificate(certificatePem).fingerprint256.replaceAll(':', ''),
    'hex',
  ).toString('base64url');

const lifetimeSeconds = 300;

/** A signed statement that stands in for a client secret (RFC 7523; PS256 as Microsoft asks). */
export const clientAssertion = (
  { privateKeyPem, certificatePem }: { privateKeyPem: string; certificatePem: string },
  { clientId, audience, now }: { clientId: string; audience: string; now: Date },
): string => {
  const seconds = Math.floor(now.getTime() / 1000);
  const head = encoded({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint(certificatePem) });
  const body = encoded({
    aud: audience,
    iss: clientId,
    sub: clientId,
    jti: randomUUID(),
    nbf: seconds,
    exp: seconds + lifetimeSeconds,
  });
  const signature = sign('sha256', Buffer.from(`${head}.${body}`), {
    key: privateKeyPem,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  });
  return `${head}.${body}.${signature.toString('base64url')}`;
};
