import {
  status,
  contentEncryption,
  keyEncryption,
} from '../../../src/dev/identity-provider/saml-names.ts';
import { row, type Attack } from './attack.ts';
import { foreignCertificate, resigned } from './forge.ts';

const encrypted = /<saml:EncryptedAssertion.*<\/saml:EncryptedAssertion>/s;

/** A value that is an entity. */
const withEntity = (xml: string) => xml.replace(/>\d{12}(?=<)/, '>&b;');

export const encryptionAttacks: Attack[] = [
  row('a plain assertion', 'SAML_NOT_ENCRYPTED', { encryptAssertion: false }),
  row('3DES', 'SAML_ENCRYPTION_ALGORITHM', { contentEncryption: contentEncryption.tripleDes }),
  row('RSA 1.5', 'SAML_KEY_ENCRYPTION_ALGORITHM', { keyEncryption: keyEncryption.rsa15 }),
  row('an assertion encrypted for another', 'SAML_DECRYPTION', {
    encryptionCertificate: foreignCertificate,
  }),
  row('another cipher text', 'SAML_DECRYPTION', (key) =>
    resigned(key, (xml) => xml.replace(/(.*<xenc:CipherValue>)[^<]{8}/s, '$1AAAAAAAA')),
  ),
  row('no key', 'SAML_DECRYPTION', (key) =>
    resigned(key, (xml) => xml.replace(/<KeyInfo.*<\/KeyInfo>/s, '')),
  ),
  row('a cipher text to be fetched elsewhere', 'SAML_INVALID', (key) =>
    resigned(key, (xml) =>
      xml.replace(
        /<xenc:CipherValue>[^<]*<\/xenc:CipherValue>(?!.*CipherValue)/s,
        '<xenc:CipherReference URI="http://127.0.0.1:1/"/>',
      ),
    ),
  ),
  row('something else inside the encryption', 'SAML_DECRYPTION', { changeAssertion: () => '<a/>' }),
  row('an entity bomb inside the encryption', 'SAML_INVALID', {
    changeAssertion: (xml) =>
      `<!DOCTYPE r [<!ENTITY a "1991"><!ENTITY b "&a;&a;">]>${withEntity(xml)}`,
  }),
  row('an external entity inside the encryption', 'SAML_INVALID', {
    changeAssertion: (xml) =>
      `<!DOCTYPE r [<!ENTITY b SYSTEM "file:///etc/passwd">]>${withEntity(xml)}`,
  }),
  row('two encrypted assertions', 'SAML_ASSERTION_COUNT', (key) =>
    resigned(key, (xml) => xml.replace(encrypted, '$&$&')),
  ),
  row('a plain assertion beside the encrypted one', 'SAML_ASSERTION_COUNT', (key) =>
    resigned(key, (xml) =>
      xml.replace(
        encrypted,
        '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_forged" Version="2.0"/>$&',
      ),
    ),
  ),
  row('success without an assertion', 'SAML_ASSERTION_COUNT', { hasAssertion: false }),
  row('an error status that carries an assertion', 'SAML_STATUS_WITH_ASSERTION', {
    status: status.responder,
  }),
];
