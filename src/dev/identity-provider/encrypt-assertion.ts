import type { X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { encrypt, type EncryptionAlgorithm, type KeyEncryptionAlgorithm } from 'xml-encryption';
import { markup, raw, type Markup } from '../../platform/markup.ts';
import { namespace } from './saml-names.ts';

const encryptXml = promisify(encrypt);

const pems = new WeakMap<X509Certificate, { rsa_pub: string; pem: string }>();

const pemsOf = (certificate: X509Certificate) => {
  const known = pems.get(certificate);
  if (known) return known;
  const rsa_pub = certificate.publicKey.export({ type: 'spki', format: 'pem' });
  const made = { rsa_pub, pem: certificate.toString() };
  pems.set(certificate, made);
  return made;
};

/**
 * The assertion inside an EncryptedAssertion that only the holder of the certificate's key can
 * open. Weak algorithms are let by here: a test must be able to show that the portal refuses them.
 */
export const encryptAssertion = async (
  assertionXml: string,
  certificate: X509Certificate,
  algorithms: { content: EncryptionAlgorithm; key: KeyEncryptionAlgorithm },
): Promise<Markup> => {
  const encrypted = await encryptXml(assertionXml, {
    ...pemsOf(certificate),
    encryptionAlgorithm: algorithms.content,
    keyEncryptionAlgorithm: algorithms.key,
    disallowEncryptionWithInsecureAlgorithm: false,
    warnInsecureAlgorithm: false,
  });
  return markup`<saml:EncryptedAssertion xmlns:saml="${namespace.assertion}">${raw(encrypted)}</saml:EncryptedAssertion>`;
};
