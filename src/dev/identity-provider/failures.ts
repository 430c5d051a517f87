import type { ResponseOptions } from './response-fields.ts';
import { status } from './saml-names.ts';

const oasis = 'urn:oasis:names:tc:SAML:2.0:status:';
const swedish = 'http://id.elegnamnden.se/status/1.0/';

const failure = (subStatus: string, statusMessage: string): ResponseOptions => ({
  status: status.responder,
  subStatus,
  statusMessage,
  hasAssertion: false,
});

/** The ways in which an identity provider says no; each is a set of options for a response. */
export const failures = {
  cancel: failure(`${swedish}cancel`, 'The user cancelled.'),
  fraud: failure(`${swedish}fraud`, 'Fraud was detected.'),
  possibleFraud: failure(`${swedish}possibleFraud`, 'Fraud is suspected.'),
  authnFailed: failure(`${oasis}AuthnFailed`, 'The authentication failed.'),
  noAuthnContext: failure(`${oasis}NoAuthnContext`, 'No level that was asked for is offered.'),
  noPassive: failure(`${oasis}NoPassive`, 'The user would have to be asked.'),
  unknownPrincipal: failure(`${oasis}UnknownPrincipal`, 'The user is not known.'),
  invalidNameIdPolicy: {
    ...failure(`${oasis}InvalidNameIDPolicy`, 'NameID is persistent or transient.'),
    status: status.requester,
  },
} satisfies Record<string, ResponseOptions>;

export type Failure = keyof typeof failures;
