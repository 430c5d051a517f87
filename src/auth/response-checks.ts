import type { Element } from '@xmldom/xmldom';
import type { Demand } from './provider-settings.ts';
import { requireThat } from './saml-refusal.ts';
import { assertionAgeMs } from './saml-settings.ts';
import { childrenOf, instantOf, isNamed, onlyChildOf, parseXml, textOf } from './saml-xml.ts';

/** What a response to one of our requests has to say. */
export interface ExpectedResponse {
  requestId: string;
  requestedAt: Date;
  /** Our assertion consumer service, where the response was posted. */
  acsUrl: string;
  /** Our entityID. */
  audience: string;
  /** The identity provider's entityID. */
  issuer: string;
  demand: Demand;
  /** The person must have identified themselves anew for this request. */
  forceAuthn: boolean;
  /** The assertion must be encrypted. */
  encrypted: boolean;
  clockSkewMs: number;
}

const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/**
 * What can be said of a response before its signature is checked: which request it claims to answer.
 *
 * @throws SamlRefusal
 */
export const readEnvelope = (xml: string): { response: Element; inResponseTo: string } => {
  const response = parseXml(xml);
  requireThat(isNamed(response, 'protocol', 'Response'), 'SAML_ROOT');
  const inResponseTo = response.getAttribute('InResponseTo');
  requireThat(inResponseTo !== null && inResponseTo !== '', 'SAML_UNSOLICITED');
  return { response, inResponseTo };
};

/** Is the instant now, but for the difference of clocks and the time an answer may be on its way? */
export const isRecent = (
  instant: string | null,
  { clockSkewMs }: Pick<ExpectedResponse, 'clockSkewMs'>,
): boolean => {
  const age = Date.now() - instantOf(instant);
  return age >= -clockSkewMs && age <= assertionAgeMs + clockSkewMs;
};

/**
 * The profile's demands on every response, also one that only says no: whose it is, for whom, in
 * answer to what, and when.
 *
 * @param response the root of a response whose signature was verified.
 * @throws SamlRefusal
 */
export const checkSender = (response: Element, expected: ExpectedResponse): void => {
  requireThat(response.getAttribute('Version') === '2.0', 'SAML_VERSION');
  requireThat(
    textOf(onlyChildOf(response, 'assertion', 'Issuer')) === expected.issuer,
    'SAML_ISSUER',
  );
  requireThat(response.getAttribute('Destination') === expected.acsUrl, 'SAML_DESTINATION');
  requireThat(response.getAttribute('InResponseTo') === expected.requestId, 'SAML_IN_RESPONSE_TO');
  const issued = response.getAttribute('IssueInstant');
  requireThat(isRecent(issued, expected), 'SAML_ISSUE_INSTANT');
};

/**
 * The profile's demands on a response that carries an assertion (SAML core 3.2.2, Sweden Connect
 * deployment profile 6), made of the very bytes whose signature was verified.
 *
 * @throws SamlRefusal
 */
export const checkResponse = (verifiedXml: string, expected: ExpectedResponse): void => {
  const response = parseXml(verifiedXml);
  requireThat(isNamed(response, 'protocol', 'Response'), 'SAML_ROOT');
  checkSender(response, expected);
  const status = onlyChildOf(response, 'protocol', 'Status');
  const code = status && onlyChildOf(status, 'protocol', 'StatusCode');
  requireThat(code?.getAttribute('Value') === success, 'SAML_STATUS_WITH_ASSERTION');
  const open = childrenOf(response, 'assertion', 'Assertion').length;
  const encrypted = childrenOf(response, 'assertion', 'EncryptedAssertion').length;
  requireThat(open === 0 || !expected.encrypted, 'SAML_NOT_ENCRYPTED');
  requireThat(open + encrypted === 1, 'SAML_ASSERTION_COUNT');
};
