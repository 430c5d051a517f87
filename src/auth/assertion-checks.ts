import type { Element } from '@xmldom/xmldom';
import { checkAlgorithms } from './algorithm-checks.ts';
import { isRecent, type ExpectedResponse } from './response-checks.ts';
import { requireThat } from './saml-refusal.ts';
import { childrenOf, instantOf, isNamed, onlyChildOf, parseXml, textOf } from './saml-xml.ts';

/** An assertion that may be relied on. */
export interface CheckedAssertion {
  /** Its root, to read attributes from. */
  assertion: Element;
  id: string;
}

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** Every confirmation is a bearer's, sent to us, for this request (SAML profiles 4.1.4.3). */
const checkSubject = (assertion: Element, expected: ExpectedResponse): void => {
  const subject = onlyChildOf(assertion, 'assertion', 'Subject');
  const confirmations = subject ? childrenOf(subject, 'assertion', 'SubjectConfirmation') : [];
  requireThat(confirmations.length > 0, 'SAML_METHOD');
  for (const confirmation of confirmations) {
    requireThat(confirmation.getAttribute('Method') === bearer, 'SAML_METHOD');
    const data = onlyChildOf(confirmation, 'assertion', 'SubjectConfirmationData');
    requireThat(data?.getAttribute('Recipient') === expected.acsUrl, 'SAML_RECIPIENT');
    const answers = data.getAttribute('InResponseTo');
    requireThat(answers === expected.requestId, 'SAML_SUBJECT_IN_RESPONSE_TO');
    const until = instantOf(data.getAttribute('NotOnOrAfter'));
    requireThat(Date.now() - expected.clockSkewMs < until, 'SAML_SUBJECT_EXPIRED');
  }
};

/** It was made just now, and its period is not over and has begun (core 2.3.3, 2.5.1.2). */
const checkPeriod = (assertion: Element, conditions: Element, expected: ExpectedResponse): void => {
  requireThat(isRecent(assertion.getAttribute('IssueInstant'), expected), 'SAML_STALE');
  const until = instantOf(conditions.getAttribute('NotOnOrAfter'));
  requireThat(Date.now() - expected.clockSkewMs < until, 'SAML_EXPIRED');
  const from = conditions.getAttribute('NotBefore');
  const hasBegun = from === null || Date.now() + expected.clockSkewMs >= instantOf(from);
  requireThat(hasBegun, 'SAML_NOT_YET_VALID');
};

/** The assertion is meant for us; with several restrictions each must name us (core 2.5.1.4). */
const checkAudience = (conditions: Element, { audience }: ExpectedResponse): void => {
  const restrictions = childrenOf(conditions, 'assertion', 'AudienceRestriction');
  const namesUs = (restriction: Element) =>
    childrenOf(restriction, 'assertion', 'Audience').some((one) => textOf(one) === audience);
  requireThat(restrictions.length > 0 && restrictions.every(namesUs), 'SAML_AUDIENCE');
};

/** One authentication, at a level we asked for and, where it must be fresh, after we asked. */
const checkStatement = (assertion: Element, expected: ExpectedResponse): void => {
  const statement = onlyChildOf(assertion, 'assertion', 'AuthnStatement');
  requireThat(statement !== null, 'SAML_STATEMENT');
  const context = onlyChildOf(statement, 'assertion', 'AuthnContext');
  const level = context && onlyChildOf(context, 'assertion', 'AuthnContextClassRef');
  requireThat(expected.demand.levels.includes(textOf(level)), 'SAML_LEVEL');
  const at = instantOf(statement.getAttribute('AuthnInstant'));
  requireThat(at <= Date.now() + expected.clockSkewMs, 'SAML_AUTHN_INSTANT');
  const earliest = expected.requestedAt.getTime() - expected.clockSkewMs;
  requireThat(!expected.forceAuthn || at >= earliest, 'SAML_NOT_FRESH');
  const { maxAuthenticationAgeMs: most } = expected.demand;
  requireThat(most === null || at >= Date.now() - most - expected.clockSkewMs, 'SAML_AUTHN_AGE');
};

/**
 * Checks an assertion whose signatures node-saml has verified; the library looks at its period and
 * audience once more.
 *
 * @param xml the assertion as it was signed.
 * @throws SamlRefusal
 */
export const checkAssertion = (xml: string, expected: ExpectedResponse): CheckedAssertion => {
  const assertion = parseXml(xml);
  requireThat(isNamed(assertion, 'assertion', 'Assertion'), 'SAML_ROOT');
  checkAlgorithms(assertion);
  const id = assertion.getAttribute('ID');
  requireThat(assertion.getAttribute('Version') === '2.0' && !!id, 'SAML_VERSION');
  requireThat(
    textOf(onlyChildOf(assertion, 'assertion', 'Issuer')) === expected.issuer,
    'SAML_ASSERTION_ISSUER',
  );
  const conditions = onlyChildOf(assertion, 'assertion', 'Conditions');
  requireThat(conditions !== null, 'SAML_CONDITIONS');
  checkPeriod(assertion, conditions, expected);
  checkSubject(assertion, expected);
  checkAudience(conditions, expected);
  checkStatement(assertion, expected);
  return { assertion, id };
};
