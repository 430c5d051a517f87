import { SamlRefusal, type RefusalCode } from './saml-refusal.ts';

const saml = 'urn:oasis:names:tc:SAML:2.0:status:';
const eid = 'http://id.elegnamnden.se/status/1.0/';

/** Sub-statuses that have a page of their own (Sweden Connect deployment profile, 6.4). */
const codes: Record<string, RefusalCode> = {
  [`${eid}cancel`]: 'STATUS_CANCELLED',
  [`${eid}fraud`]: 'STATUS_FRAUD',
  [`${eid}possibleFraud`]: 'STATUS_FRAUD',
  [`${saml}NoAuthnContext`]: 'STATUS_LEVEL',
  [`${saml}AuthnFailed`]: 'STATUS_AUTHN_FAILED',
  [`${saml}UnknownPrincipal`]: 'STATUS_UNKNOWN_PRINCIPAL',
};

/**
 * What the identity provider answered instead of an assertion.
 *
 * @param statusXml the Status element of a signed response.
 */
export const refusalOfStatus = (statusXml: string): SamlRefusal => {
  const values = [...statusXml.matchAll(/\bValue="([^"]*)"/g)].map((match) => match[1] ?? '');
  const known = values.find((value) => Object.hasOwn(codes, value));
  return new SamlRefusal(codes[known ?? ''] ?? 'STATUS_FAILED');
};
