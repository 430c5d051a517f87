import { generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import {
  bitString,
  nothing,
  objectIdentifier,
  octetString,
  positiveInteger,
  sequence,
  set,
  tagged,
  time,
  truth,
  utf8String,
} from './der.ts';

/** A private key (PKCS #8) and its certificate (X.509), both as PEM. */
export interface KeyPairPem {
  privateKeyPem: string;
  certificatePem: string;
}

const years = 10;
const sha256WithRsa = sequence(objectIdentifier('1.2.840.113549.1.1.11'), nothing());

const nameOf = (commonName: string) =>
  sequence(set(sequence(objectIdentifier('2.5.4.3'), utf8String(commonName))));

const validity = () => {
  const from = new Date(Date.now() - 3_600_000);
  const until = new Date(from);
  until.setUTCFullYear(from.getUTCFullYear() + years);
  return sequence(time(from), time(until));
};

const criticalExtension = (id: string, value: Uint8Array) =>
  sequence(objectIdentifier(id), truth(), octetString(value));

/** No authority over other certificates; may sign and may have keys encrypted to it. */
const extensions = () =>
  sequence(
    criticalExtension('2.5.29.19', sequence()),
    criticalExtension('2.5.29.15', bitString(Buffer.of(0b1010_0000), 5)),
  );

/** The part of the certificate that is signed (RFC 5280, 4.1): version 3, issuer equal to subject. */
const toBeSigned = (commonName: string, publicKey: KeyObject) =>
  sequence(
    tagged(0xa0, positiveInteger(Buffer.of(2))),
    positiveInteger(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    sha256WithRsa,
    nameOf(commonName),
    validity(),
    nameOf(commonName),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, extensions()),
  );

const pem = (label: string, bytes: Buffer) => {
  const lines = bytes.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
};

/**
 * A new RSA key with a certificate that it signed itself, valid for ten years from an hour ago.
 * SAML takes a certificate as the carrier of a key, so who signed it does not matter there.
 */
export const selfSignedKeyPair = async ({
  commonName,
  bits,
}: {
  commonName: string;
  bits: number;
}): Promise<KeyPairPem> => {
  const keys = await promisify(generateKeyPair)('rsa', { modulusLength: bits });
  const content = toBeSigned(commonName, keys.publicKey);
  const signature = sign('sha256', content, keys.privateKey);
  return {
    privateKeyPem: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    certificatePem: pem('CERTIFICATE', sequence(content, sha256WithRsa, bitString(signature))),
  };
};
