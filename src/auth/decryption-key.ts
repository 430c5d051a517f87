import { constants, privateDecrypt, type KeyObject } from 'node:crypto';
import { parseXml } from './saml-xml.ts';

const xmlenc = 'http://www.w3.org/2001/04/xmlenc#';

/** RSA-OAEP with SHA-1, the one way of wrapping a key that is let by. */
const opens = (key: KeyObject, wrapped: Buffer): boolean => {
  try {
    privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }, wrapped);
    return true;
  } catch {
    return false;
  }
};

/**
 * The key that a response's assertion was encrypted for: during a rollover it can be either. The
 * first where none opens it, whose failure is then the library's to tell.
 *
 * @param xml the response; nothing of it is used but which key opens it.
 */
export const decryptionKeyFor = (
  xml: string,
  keys: readonly KeyObject[],
): KeyObject | undefined => {
  if (keys.length < 2) return keys[0];
  const wrapped = [...parseXml(xml).getElementsByTagNameNS(xmlenc, 'EncryptedKey')]
    .flatMap((key) => [...key.getElementsByTagNameNS(xmlenc, 'CipherValue')])
    .map((value) => Buffer.from(value.textContent ?? '', 'base64'));
  return keys.find((key) => wrapped.some((one) => opens(key, one))) ?? keys[0];
};
