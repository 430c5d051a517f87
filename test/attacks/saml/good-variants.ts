import type { ResponseOptions } from '../../../src/dev/identity-provider/index.ts';
import {
  contentEncryption,
  digestAlgorithm,
  level,
  nameIdFormat,
  signatureAlgorithm,
} from '../../../src/dev/identity-provider/saml-names.ts';
import type { SigningKey } from '../../../src/platform/sign-xml.ts';
import {
  asItIs,
  changed,
  foreignKey,
  resigned,
  resignedAssertion,
  type SignatureForm,
} from './forge.ts';
import { spareKey } from './spare-key.ts';

/** A good answer in another shape than the usual one. */
export interface GoodVariant {
  name: string;
  options: (idpKey: SigningKey) => ResponseOptions;
  /** Changes the form that is posted. */
  form: (response: string) => Record<string, string>;
}

const variant = (
  name: string,
  options: ResponseOptions | GoodVariant['options'],
  form: GoodVariant['form'] = (SAMLResponse) => ({ SAMLResponse }),
): GoodVariant => ({
  name,
  options: typeof options === 'function' ? options : () => options,
  form,
});

const both = (name: string, change: (xml: string) => string, form: SignatureForm = {}) =>
  variant(name, (key) => ({
    ...resignedAssertion(key, change, form),
    ...resigned(key, change, form),
  }));
const inAssertion = (name: string, from: string | RegExp, to: string) =>
  variant(name, (key) => resignedAssertion(key, (xml) => xml.replace(from, to)));

const { sha512 } = digestAlgorithm;

const algorithms: GoodVariant[] = [
  variant('RSA-SHA256, AES-256-GCM', {}),
  variant('RSA-SHA512', {
    signatureAlgorithm: signatureAlgorithm.rsaSha512,
    digestAlgorithm: sha512,
  }),
  variant('RSA-SHA256 over SHA-512', { digestAlgorithm: sha512 }),
  variant('AES-128-CBC', { contentEncryption: contentEncryption.aes128Cbc }),
  variant('AES-256-CBC', { contentEncryption: contentEncryption.aes256Cbc }),
  variant('AES-128-GCM', { contentEncryption: contentEncryption.aes128Gcm }),
  both('canonicalisation with comments', asItIs, {
    canonicalization: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
  }),
];

const certificate = ({ certificate: base64 }: SigningKey) =>
  `<ds:X509Data><ds:X509Certificate>${base64}</ds:X509Certificate></ds:X509Data>`;

const keys: GoodVariant[] = [
  both('no certificate in the signature', asItIs, { keyInfo: '' }),
  both('the name of a key alone', asItIs, { keyInfo: '<ds:KeyName>idp</ds:KeyName>' }),
  both('a foreign certificate beside the right signature', asItIs, {
    keyInfo: certificate(foreignKey),
  }),
];

/** For a portal whose metadata names the spare key too. */
export const spareKeyVariants: GoodVariant[] = [
  variant('another certificate of the metadata', { signingKey: spareKey }),
  variant('two certificates of the metadata, one each', (key) => ({
    ...resignedAssertion(spareKey),
    ...resigned(key, asItIs),
  })),
];

const prefixed = (prefix: string) => (xml: string) =>
  xml
    .replace(/(<\/?|xmlns:)samlp(?=[:=])/g, `$1${prefix}p`)
    .replace(/(<\/?|xmlns:)saml(?=[:=])/g, `$1${prefix}`);

/** Protocol or assertion as the default namespace. */
const withoutPrefix = (xml: string) =>
  xml.replace(/(<\/?)samlp?:/g, '$1').replace(/xmlns:samlp?=/g, 'xmlns=');

const spaced = (between: string) => (xml: string) => xml.replaceAll('><', `>${between}<`);

const shapes: GoodVariant[] = [
  both('other namespace prefixes', prefixed('saml2')),
  both('default namespaces', withoutPrefix),
  both('a signature without prefix', asItIs, { prefix: '' }),
  both('white space between the elements', spaced('\n    ')),
  both('the line ends of Windows', spaced('\r\n')),
  variant(
    'an XML declaration',
    changed((xml) => `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`),
  ),
  variant('base64 in lines', {}, (one) => ({ SAMLResponse: one.replace(/.{76}/g, '$&\r\n') })),
  variant('other fields in the form', {}, (one) => ({ SAMLResponse: one, submit: 'Fortsätt' })),
  variant('a RelayState that we did not send', {}, (one) => ({
    SAMLResponse: one,
    RelayState: 'x',
  })),
  variant(
    'a comment in the issuer of the response',
    changed((xml) => xml.replace('</saml:Issuer>', '<!-- x -->$&')),
  ),
  variant(
    'a comment between the elements',
    changed((xml) => xml.replace('<samlp:Status>', '<!-- x -->$&')),
  ),
  inAssertion('a comment in the personal number', /(>\d{8})(?=\d{4}<)/, '$1<!-- x -->'),
  inAssertion('a personal number in CDATA', />(\d{12})(?=<)/, '><![CDATA[$1]]>'),
  inAssertion('a character reference in the personal number', />1(\d{11})(?=<)/, '>&#x31;$1'),
];

const time = (seconds: number) => new Date(Date.now() + seconds * 1000);
const clock = (seconds: number): ResponseOptions => ({
  issueInstant: time(seconds),
  assertionIssueInstant: time(seconds),
  authnInstant: time(seconds),
  notBefore: time(seconds),
});
const end = '</saml:Assertion>';

const contents: GoodVariant[] = [
  variant('a clock 45 seconds ahead', () => clock(45)),
  variant('a clock 45 seconds behind', () => clock(-45)),
  variant('no beginning of the period', { notBefore: null }),
  inAssertion('instants in whole seconds', /\.\d{3}Z/g, 'Z'),
  inAssertion('instants in microseconds', /(\.\d{3})Z/g, '$1000Z'),
  variant('the other level that was asked for', { authnContext: level.uncertifiedLoa3 }),
  variant('a transient NameID', { nameIdFormat: nameIdFormat.transient, nameId: '_once' }),
  variant('an earlier authentication', () => ({ authnInstant: time(-4 * 3600) })),
  inAssertion(
    'several audiences',
    '<saml:Audience>',
    '<saml:Audience>https://other.example</saml:Audience>$&',
  ),
  inAssertion(
    'two confirmations',
    /<saml:SubjectConfirmation .*<\/saml:SubjectConfirmation>/s,
    '$&$&',
  ),
  inAssertion('advice', '<saml:AuthnStatement', '<saml:Advice/>$&'),
  inAssertion(
    'two attribute statements',
    end,
    `<saml:AttributeStatement><saml:Attribute Name="x"/></saml:AttributeStatement>${end}`,
  ),
  inAssertion(
    'values of a declared type',
    /<saml:AttributeValue>/g,
    '<saml:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">',
  ),
  inAssertion('white space around the personal number', />(\d{12})(?=<)/, '>\n  $1\n'),
];

/** Every good answer that the portal must accept. */
export const goodVariants = [...algorithms, ...keys, ...shapes, ...contents];
