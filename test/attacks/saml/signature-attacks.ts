import {
  digestAlgorithm,
  signatureAlgorithm,
} from '../../../src/dev/identity-provider/saml-names.ts';
import { signXml } from '../../../src/platform/sign-xml.ts';
import { failures } from '../../../src/dev/identity-provider/index.ts';
import { row, type Attack } from './attack.ts';
import {
  asItIs,
  changed,
  foreignKey,
  resigned,
  resignedAssertion,
  sha256,
  signedAs,
} from './forge.ts';
import { wrappedAssertion, wrappedInside, wrappedResponse } from './wrapping.ts';

const swapped = (from: string | RegExp, to: string) => changed((xml) => xml.replace(from, to));
const x509 = `<ds:X509Data><ds:X509Certificate>${foreignKey.certificate}</ds:X509Certificate></ds:X509Data>`;

const signers: Attack[] = [
  row('no signature at all', 'SAML_SIGNATURE', { signResponse: false, signAssertion: false }),
  row('an unsigned response', 'SAML_SIGNATURE', { signResponse: false }),
  row('an unsigned cancel', 'SAML_SIGNATURE', { ...failures.cancel, signResponse: false }),
  row('an unsigned assertion', 'SAML_ASSERTION_SIGNATURE', { signAssertion: false }),
  row('a foreign key with its certificate', 'SAML_SIGNATURE', { signingKey: foreignKey }),
  row('an assertion by a foreign key', 'SAML_ASSERTION_SIGNATURE', resignedAssertion(foreignKey)),
  row('a response by a foreign key', 'SAML_SIGNATURE', resigned(foreignKey, asItIs)),
  row(
    'a foreign certificate in the KeyInfo of a changed response',
    'SAML_SIGNATURE',
    changed((xml) =>
      xml
        .replace(/<ds:X509Data>.*?<\/ds:X509Data>/s, x509)
        .replace('Version=', 'Consent="x" Version='),
    ),
  ),
];

const changes: Attack[] = [
  row(
    'a changed response',
    'SAML_SIGNATURE',
    swapped('Version="2.0"', 'Version="2.0" Consent="x"'),
  ),
  row('a changed assertion', 'SAML_ASSERTION_SIGNATURE', {
    changeAssertion: (xml) => xml.replace(/\d{12}(?=<)/, '195702182568'),
  }),
  row('an empty signature value', 'SAML_SIGNATURE', swapped(/(<ds:SignatureValue>)[^<]+/, '$1')),
  row('an empty digest', 'SAML_SIGNATURE', swapped(/(<ds:DigestValue>)[^<]+/, '$1')),
  row(
    'a comment in the digest (CVE-2025-29775)',
    'SAML_SIGNATURE',
    swapped(/<ds:DigestValue>/, '$&<!--AAAA-->AAAA'),
  ),
  row(
    'several SignedInfo (CVE-2025-29774)',
    'SAML_SIGNATURE',
    swapped(/<ds:SignedInfo>.*?<\/ds:SignedInfo>/s, '$&$&'),
  ),
  row('no SignedInfo', 'SAML_SIGNATURE', swapped(/<ds:SignedInfo>.*?<\/ds:SignedInfo>/s, '')),
  row('two signatures', 'SAML_SIGNATURE', swapped(/<ds:Signature .*<\/ds:Signature>/s, '$&$&')),
  row(
    'a signature that is not the root’s own',
    'SAML_SIGNATURE',
    changed((xml) =>
      xml.replace(/<ds:Signature .*?<\/ds:Signature>/s, '<samlp:Extensions>$&</samlp:Extensions>'),
    ),
  ),
];

const references: Attack[] = [
  row('an ID twice', 'SAML_DUPLICATE_ID', (key) =>
    resigned(key, (xml) => {
      const [id = ''] = /\bID="[^"]+"/.exec(xml) ?? [];
      return xml.replace('<samlp:Status>', `<samlp:Extensions><x ${id}/></samlp:Extensions>$&`);
    }),
  ),
  row('two references', 'SAML_SIGNATURE', (key) =>
    resigned(key, asItIs, { references: ['/*', "//*[local-name()='EncryptedAssertion']"] }),
  ),
  row('a reference to a part only', 'SAML_SIGNATURE_REFERENCE', (key) =>
    resigned(key, asItIs, { references: ["//*[local-name()='EncryptedAssertion']"] }),
  ),
  row('a reference to no element', 'SAML_SIGNATURE', (key) =>
    resigned(key, asItIs, { emptyUri: true }),
  ),
  ...Object.entries(wrappedResponse).map(([name, wrap]) =>
    row(name, 'SAML_SIGNATURE_REFERENCE', changed(wrap)),
  ),
  ...Object.entries(wrappedAssertion).map(([name, wrap]) =>
    row(name, 'SAML_SIGNATURE', {
      signResponse: false,
      encryptAssertion: false,
      changeResponse: wrap,
    }),
  ),
  ...Object.entries(wrappedInside).map(([name, wrap]) =>
    row(name, /XSW[47]/.test(name) ? 'SAML_ASSERTION_SIGNATURE' : 'SAML_SIGNATURE_REFERENCE', {
      changeAssertion: wrap,
    }),
  ),
];

const instead = (algorithm: string, other: string) => swapped(algorithm, other);
const { rsaSha1, rsaSha256 } = signatureAlgorithm;

const algorithms: Attack[] = [
  row('RSA-SHA1', 'SAML_SIGNATURE_ALGORITHM', { signatureAlgorithm: rsaSha1 }),
  row('a SHA-1 digest', 'SAML_DIGEST_ALGORITHM', { digestAlgorithm: digestAlgorithm.sha1 }),
  row('RSA-SHA1 in the assertion alone', 'SAML_SIGNATURE_ALGORITHM', (key) => ({
    signAssertion: false,
    changeAssertion: (xml) => signXml(xml, key, { ...sha256, signature: rsaSha1 }),
  })),
  row(
    'HMAC in place of RSA',
    'SAML_SIGNATURE_ALGORITHM',
    instead(rsaSha256, 'http://www.w3.org/2000/09/xmldsig#hmac-sha1'),
  ),
  row(
    'RSA-MD5',
    'SAML_SIGNATURE_ALGORITHM',
    instead(rsaSha256, 'http://www.w3.org/2001/04/xmldsig-more#rsa-md5'),
  ),
  row('an algorithm of no name', 'SAML_SIGNATURE_ALGORITHM', instead(rsaSha256, '')),
  row(
    'an XPath transform',
    'SAML_TRANSFORM',
    instead(
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/TR/1999/REC-xpath-19991116',
    ),
  ),
  row(
    'an XSLT transform',
    'SAML_TRANSFORM',
    instead(
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/TR/1999/REC-xslt-19991116',
    ),
  ),
  row('canonicalisation that is not exclusive', 'SAML_TRANSFORM', (key) => ({
    signResponse: false,
    changeResponse: (xml) =>
      signedAs(xml, key, {
        canonicalization: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
      }),
  })),
  row('three transforms', 'SAML_SIGNATURE', (key) =>
    resigned(key, asItIs, {
      transforms: [
        'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
        'http://www.w3.org/2001/10/xml-exc-c14n#',
        'http://www.w3.org/2001/10/xml-exc-c14n#',
      ],
    }),
  ),
];

export const signatureAttacks = [...signers, ...changes, ...references, ...algorithms];
