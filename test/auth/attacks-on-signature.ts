import { failures } from '../../src/dev/identity-provider/index.ts';
import {
  contentEncryption,
  digestAlgorithm,
  keyEncryption,
  signatureAlgorithm,
  status,
} from '../../src/dev/identity-provider/saml-names.ts';
import { signXml } from '../../src/platform/sign-xml.ts';
import { changed, row, type Attack } from './attack.ts';
import { foreignKey, resigned, resignedAssertion, sha1, wrapped } from './forge.ts';

const hmac = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1';

const signatures: Attack[] = [
  row('no signature at all', 'SAML_SIGNATURE', { signResponse: false, signAssertion: false }),
  row('an unsigned response', 'SAML_SIGNATURE', { signResponse: false }),
  row('an unsigned assertion', 'SAML_SIGNATURE', { signAssertion: false }),
  row('a foreign key with its certificate', 'SAML_SIGNATURE', { signingKey: foreignKey }),
  row(
    'an assertion by a foreign key',
    'SAML_SIGNATURE',
    resignedAssertion(foreignKey, (xml) => xml),
  ),
  row(
    'a response by a foreign key',
    'SAML_SIGNATURE',
    resigned(foreignKey, (xml) => xml),
  ),
  row(
    'a changed response',
    'SAML_SIGNATURE',
    changed((xml) => xml.replace('Version="2.0"', 'Version="2.0" Consent="x"')),
  ),
  row('a changed assertion', 'SAML_SIGNATURE', {
    changeAssertion: (xml) => xml.replace(/\d{12}(?=<)/, '195702182568'),
  }),
  row('XSW1', 'SAML_SIGNATURE', changed(wrapped.inSignature)),
  row('XSW2', 'SAML_SIGNATURE', changed(wrapped.besideSignature)),
  row('XSW3', 'SAML_SIGNATURE', changed(wrapped.assertionBefore)),
  row('RSA-SHA1', 'SAML_SIGNATURE_ALGORITHM', { signatureAlgorithm: signatureAlgorithm.rsaSha1 }),
  row('a SHA-1 digest', 'SAML_SIGNATURE_ALGORITHM', { digestAlgorithm: digestAlgorithm.sha1 }),
  row('SHA-1 in the assertion alone', 'SAML_SIGNATURE_ALGORITHM', (key) => ({
    signAssertion: false,
    changeAssertion: (xml) => signXml(xml, key, sha1),
  })),
  row(
    'HMAC in place of RSA',
    'SAML_SIGNATURE_ALGORITHM',
    changed((xml) => xml.replace(signatureAlgorithm.rsaSha256, hmac)),
  ),
  row(
    'an XPath transform',
    'SAML_SIGNATURE_ALGORITHM',
    changed((xml) =>
      xml.replace(
        'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
        'http://www.w3.org/TR/1999/REC-xpath-19991116',
      ),
    ),
  ),
];

const encryption: Attack[] = [
  row('a plain assertion', 'SAML_NOT_ENCRYPTED', { encryptAssertion: false }),
  row('3DES', 'SAML_ENCRYPTION_ALGORITHM', { contentEncryption: contentEncryption.tripleDes }),
  row('RSA 1.5', 'SAML_ENCRYPTION_ALGORITHM', { keyEncryption: keyEncryption.rsa15 }),
  row('two assertions', 'SAML_ASSERTION_COUNT', (key) =>
    resigned(key, (xml) =>
      xml.replace(/<saml:EncryptedAssertion.*<\/saml:EncryptedAssertion>/s, '$&$&'),
    ),
  ),
  row('success without an assertion', 'SAML_ASSERTION_COUNT', { hasAssertion: false }),
  row('an error status that carries an assertion', 'SAML_STATUS_WITH_ASSERTION', {
    status: status.responder,
  }),
];

const statuses: Attack[] = [
  row('an unsigned cancel', 'SAML_SIGNATURE', { ...failures.cancel, signResponse: false }),
];

export const attacksOnSignature = [...signatures, ...encryption, ...statuses];
