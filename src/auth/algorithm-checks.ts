import type { Element } from '@xmldom/xmldom';
import { requireThat, type RefusalCode } from './saml-refusal.ts';

const xmldsig = 'http://www.w3.org/2000/09/xmldsig#';
const xmldsigMore = 'http://www.w3.org/2001/04/xmldsig-more#';
const xmlenc = 'http://www.w3.org/2001/04/xmlenc#';
const xmlenc11 = 'http://www.w3.org/2009/xmlenc11#';
const exclusiveC14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** Algorithms that we take, the best first; our metadata promises the same. */
export const taken = {
  signatures: [`${xmldsigMore}rsa-sha256`, `${xmldsigMore}rsa-sha512`],
  digests: [`${xmlenc}sha256`, `${xmlenc}sha512`],
  encryption: [
    `${xmlenc11}aes256-gcm`,
    `${xmlenc11}aes128-gcm`,
    `${xmlenc}aes256-cbc`,
    `${xmlenc}aes128-cbc`,
  ],
  keyEncryption: [`${xmlenc}rsa-oaep-mgf1p`],
};

const canonical = [exclusiveC14n, `${exclusiveC14n}WithComments`];

interface Rule {
  code: RefusalCode;
  allowed: readonly string[];
}
const rule =
  (code: RefusalCode) =>
  (...allowed: string[]): Rule => ({ code, allowed });
const signature = rule('SAML_SIGNATURE_ALGORITHM');
const transform = rule('SAML_TRANSFORM');
const digest = rule('SAML_DIGEST_ALGORITHM');
const encryption = rule('SAML_ENCRYPTION_ALGORITHM');
const keyEncryption = rule('SAML_KEY_ENCRYPTION_ALGORITHM');

/**
 * What may stand in an `Algorithm` attribute, by the element and its parent. No SHA-1 signature,
 * RSA 1.5 or 3DES (Sweden Connect deployment profile, 8). SHA-1 inside RSA-OAEP is the mask and
 * label hash, where collisions are no attack; it is what the named algorithm means.
 */
const rules: Record<string, Rule> = {
  'SignedInfo/CanonicalizationMethod': transform(...canonical),
  'SignedInfo/SignatureMethod': signature(...taken.signatures),
  'Transforms/Transform': transform(`${xmldsig}enveloped-signature`, ...canonical),
  'Reference/DigestMethod': digest(...taken.digests),
  'EncryptedData/EncryptionMethod': encryption(...taken.encryption),
  'EncryptedKey/EncryptionMethod': keyEncryption(...taken.keyEncryption),
  'EncryptionMethod/DigestMethod': keyEncryption(`${xmldsig}sha1`),
};
const nowhere = signature();

/** Every algorithm named within the element, with its place: `SignedInfo/SignatureMethod`. */
export const algorithmsIn = (root: Element): { place: string; algorithm: string }[] => {
  const found = [];
  const waiting = [root];
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    const algorithm = element.getAttribute('Algorithm');
    const place = `${element.parentNode?.localName ?? ''}/${element.localName ?? ''}`;
    if (algorithm !== null) found.push({ place, algorithm });
    for (let node = element.firstChild; node; node = node.nextSibling)
      if (node.nodeType === node.ELEMENT_NODE) waiting.push(node as Element);
  }
  return found;
};

/**
 * Every algorithm named within the element must be on the list for its place.
 *
 * @throws SamlRefusal with the code of the place.
 */
export const checkAlgorithms = (root: Element): void => {
  for (const { place, algorithm } of algorithmsIn(root)) {
    const { code, allowed } = rules[place] ?? nowhere;
    requireThat(allowed.includes(algorithm), code);
  }
};
