import { row, type Attack } from './attack.ts';
import { resigned, resignedAssertion } from './forge.ts';

const other = 'https://other.example';

/** Who says it, to whom, and in answer to what. */
export const addressingAttacks: Attack[] = [
  row('another destination', 'SAML_DESTINATION', { destination: `${other}/saml/acs` }),
  row('no destination', 'SAML_DESTINATION', { destination: null }),
  row('a destination with more in it', 'SAML_DESTINATION', (key) =>
    resigned(key, (xml) => xml.replace(/Destination="[^"]+/, '$&/')),
  ),
  row('another recipient', 'SAML_RECIPIENT', { recipient: `${other}/saml/acs` }),
  row('no recipient', 'SAML_RECIPIENT', { recipient: null }),
  row('another audience', 'SAML_AUDIENCE', { audience: other }),
  row('no audience', 'SAML_AUDIENCE', { audience: null }),
  row('one audience restriction that leaves us out', 'SAML_AUDIENCE', (key) =>
    resignedAssertion(key, (xml) =>
      xml.replace(
        /<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/s,
        (ours) => ours + ours.replace(/>[^<]+</, `>${other}<`),
      ),
    ),
  ),
  row('another issuer', 'SAML_ISSUER', { issuer: other }),
  row('no issuer', 'SAML_ISSUER', { issuer: null }),
  row('another issuer of the assertion', 'SAML_ASSERTION_ISSUER', { assertionIssuer: other }),
  row('no issuer of the assertion', 'SAML_ASSERTION_ISSUER', { assertionIssuer: null }),
  row('an unsolicited response', 'SAML_UNSOLICITED', { inResponseTo: null }),
  row('an answer to a request never made', 'SAML_UNKNOWN_REQUEST', { inResponseTo: '_none' }),
  row('an assertion for another request', 'SAML_SUBJECT_IN_RESPONSE_TO', {
    subjectInResponseTo: '_none',
  }),
  row('an assertion for no request', 'SAML_SUBJECT_IN_RESPONSE_TO', { subjectInResponseTo: null }),
  row('SAML 1.1', 'SAML_VERSION', (key) =>
    resigned(key, (xml) => xml.replace('Version="2.0"', 'Version="1.1"')),
  ),
  row('an assertion of SAML 1.1', 'SAML_VERSION', (key) =>
    resignedAssertion(key, (xml) => xml.replace('Version="2.0"', 'Version="1.1"')),
  ),
];
