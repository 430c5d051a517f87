import { row, type Attack } from './attack.ts';
import { resigned } from './forge.ts';

const minutes = (count: number) => new Date(Date.now() + count * 60_000);
const personalNumber = 'urn:oid:1.2.752.29.4.13';

const addressing: Attack[] = [
  row('another destination', 'SAML_DESTINATION', { destination: 'https://other.example/saml/acs' }),
  row('no destination', 'SAML_DESTINATION', { destination: null }),
  row('another recipient', 'SAML_RECIPIENT', { recipient: 'https://other.example/saml/acs' }),
  row('no recipient', 'SAML_RECIPIENT', { recipient: null }),
  row('another audience', 'SAML_AUDIENCE', { audience: 'https://other.example' }),
  row('no audience', 'SAML_AUDIENCE', { audience: null }),
  row('another issuer', 'SAML_ISSUER', { issuer: 'https://other.example' }),
  row('no issuer', 'SAML_ISSUER', { issuer: null }),
  row('another issuer of the assertion', 'SAML_ISSUER', {
    assertionIssuer: 'https://other.example',
  }),
  row('an unsolicited response', 'SAML_UNSOLICITED', { inResponseTo: null }),
  row('an answer to a request never made', 'SAML_UNKNOWN_REQUEST', { inResponseTo: '_none' }),
  row('an assertion for another request', 'SAML_IN_RESPONSE_TO', { subjectInResponseTo: '_none' }),
  row('an assertion for no request', 'SAML_IN_RESPONSE_TO', { subjectInResponseTo: null }),
  row('SAML 1.1', 'SAML_VERSION', (key) =>
    resigned(key, (xml) => xml.replace('Version="2.0"', 'Version="1.1"')),
  ),
];

const content: Attack[] = [
  row('a level that was not asked for', 'SAML_LEVEL', {
    authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
  }),
  row('no level', 'SAML_LEVEL', { authnContext: null }),
  row('sender-vouches', 'SAML_METHOD', {
    subjectConfirmationMethod: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches',
  }),
  row('an expired assertion', 'SAML_EXPIRED', {
    notBefore: minutes(-20),
    notOnOrAfter: minutes(-10),
  }),
  row('an assertion without end', 'SAML_INVALID', { notOnOrAfter: null }),
  row('a stale assertion', 'SAML_EXPIRED', { assertionIssueInstant: minutes(-10) }),
  row('an assertion of the future', 'SAML_NOT_YET_VALID', {
    notBefore: minutes(10),
    notOnOrAfter: minutes(20),
  }),
  row('an authentication of the future', 'SAML_AUTHN_INSTANT', { authnInstant: minutes(10) }),
  row('no personal number', 'SAML_NO_PERSONAL_NUMBER', {
    attributes: { 'urn:oid:2.5.4.4': 'Åström' },
  }),
  row('two personal numbers', 'SAML_SEVERAL_PERSONAL_NUMBERS', {
    attributes: { [personalNumber]: ['195701292897', '195702182568'] },
  }),
  row('a personal number that cannot be', 'SAML_PERSONAL_NUMBER', {
    attributes: { [personalNumber]: '195701292898' },
  }),
];

export const attacksOnContent = [...addressing, ...content];
