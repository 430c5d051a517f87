import { failures } from '../../../src/dev/identity-provider/index.ts';
import { row, type Attack } from './attack.ts';
import { resignedAssertion } from './forge.ts';

const minutes = (count: number) => new Date(Date.now() + count * 60_000);
const personalNumber = 'urn:oid:1.2.752.29.4.13';
const vouches = 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches';

const times: Attack[] = [
  row('an old response', 'SAML_ISSUE_INSTANT', () => ({ issueInstant: minutes(-10) })),
  row('a response of the future', 'SAML_ISSUE_INSTANT', () => ({ issueInstant: minutes(10) })),
  row('a stale assertion', 'SAML_STALE', () => ({ assertionIssueInstant: minutes(-10) })),
  row('an assertion made in the future', 'SAML_STALE', () => ({
    assertionIssueInstant: minutes(10),
  })),
  row('an expired assertion', 'SAML_EXPIRED', () => ({
    notBefore: minutes(-20),
    notOnOrAfter: minutes(-10),
  })),
  row('an assertion without end', 'SAML_EXPIRED', { notOnOrAfter: null }),
  row('an end that is no instant', 'SAML_EXPIRED', (key) =>
    resignedAssertion(key, (xml) => xml.replace(/(<saml:Conditions.*?NotOnOrAfter=")[^"]+/, '$1x')),
  ),
  row('an assertion of the future', 'SAML_NOT_YET_VALID', () => ({
    notBefore: minutes(10),
    notOnOrAfter: minutes(20),
  })),
  row('an expired confirmation', 'SAML_SUBJECT_EXPIRED', (key) =>
    resignedAssertion(key, (xml) =>
      xml.replace(/NotOnOrAfter="[^"]+"/, `NotOnOrAfter="${minutes(-10).toISOString()}"`),
    ),
  ),
  row('an authentication of the future', 'SAML_AUTHN_INSTANT', () => ({
    authnInstant: minutes(10),
  })),
];

/** An answer that only says no must be the provider's, for us and of now, just as a yes. */
const noes: Attack[] = [
  row('a no from another issuer', 'SAML_ISSUER', {
    ...failures.cancel,
    issuer: 'https://other.example/metadata',
  }),
  row('a no to another portal', 'SAML_DESTINATION', {
    ...failures.cancel,
    destination: 'https://other.example/saml/acs',
  }),
  row('an old no', 'SAML_ISSUE_INSTANT', () => ({
    ...failures.cancel,
    issueInstant: minutes(-10),
  })),
];

const without = (name: string) => (xml: string) =>
  xml.replace(new RegExp(`<saml:${name}[ >].*</saml:${name}>`, 's'), '');
const twice = (name: string) => (xml: string) =>
  xml.replace(new RegExp(`<saml:${name}[ >].*</saml:${name}>`, 's'), '$&$&');

const statements: Attack[] = [
  row('a level that was not asked for', 'SAML_LEVEL', {
    authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
  }),
  row('a lower level', 'SAML_LEVEL', { authnContext: 'http://id.elegnamnden.se/loa/1.0/loa2' }),
  row('no level', 'SAML_LEVEL', { authnContext: null }),
  row('no authentication', 'SAML_STATEMENT', (key) =>
    resignedAssertion(key, without('AuthnStatement')),
  ),
  row('two authentications', 'SAML_STATEMENT', (key) =>
    resignedAssertion(key, twice('AuthnStatement')),
  ),
  row('no conditions', 'SAML_CONDITIONS', (key) => resignedAssertion(key, without('Conditions'))),
  row('two sets of conditions', 'SAML_CONDITIONS', (key) =>
    resignedAssertion(key, twice('Conditions')),
  ),
  row('no subject', 'SAML_METHOD', (key) => resignedAssertion(key, without('Subject'))),
  row('sender-vouches', 'SAML_METHOD', { subjectConfirmationMethod: vouches }),
  row('holder of key', 'SAML_METHOD', {
    subjectConfirmationMethod: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key',
  }),
  row('a bearer beside sender-vouches', 'SAML_METHOD', (key) =>
    resignedAssertion(key, (xml) =>
      xml.replace('</saml:Subject>', `<saml:SubjectConfirmation Method="${vouches}"/>$&`),
    ),
  ),
];

const people: Attack[] = [
  row('no personal number', 'SAML_NO_PERSONAL_NUMBER', {
    attributes: { 'urn:oid:2.5.4.4': 'Åström' },
  }),
  row('two personal numbers', 'SAML_SEVERAL_PERSONAL_NUMBERS', {
    attributes: { [personalNumber]: ['195701292897', '195702182568'] },
  }),
  row('the attribute of the personal number twice', 'SAML_SEVERAL_PERSONAL_NUMBERS', (key) =>
    resignedAssertion(key, (xml) =>
      xml.replace(/<saml:Attribute [^>]*29\.4\.13.*?<\/saml:Attribute>/s, '$&$&'),
    ),
  ),
  row('a personal number that cannot be', 'SAML_PERSONAL_NUMBER', {
    attributes: { [personalNumber]: '195701292898' },
  }),
  row('a person whom nobody here knows', 'PERSON_UNKNOWN', {
    attributes: { [personalNumber]: '199112252383' },
  }),
];

/** What would be read if a value ended at its first comment (VU#475445). */
const commented = (value: RegExp) => (xml: string) => xml.replace(value, '$&<!-- -->.evil.example');

const comments: Attack[] = [
  row('a comment in the personal number', 'SAML_PERSONAL_NUMBER', (key) =>
    resignedAssertion(key, (xml) => xml.replace(/>\d{12}(?=<)/, '$&<!-- -->9')),
  ),
  row('a comment in the audience', 'SAML_AUDIENCE', (key) =>
    resignedAssertion(key, commented(/<saml:Audience>[^<]+/)),
  ),
  row('a comment in the issuer', 'SAML_ASSERTION_ISSUER', (key) =>
    resignedAssertion(key, commented(/<saml:Issuer[^>]*>[^<]+/)),
  ),
  row('a comment in the level', 'SAML_LEVEL', (key) =>
    resignedAssertion(key, commented(/<saml:AuthnContextClassRef>[^<]+/)),
  ),
];

export const contentAttacks = [...times, ...noes, ...statements, ...people, ...comments];
