import { PortalError } from '../platform/errors.ts';

const names = ['SAMLResponse', 'SAMLRequest', 'RelayState', 'Signature', 'SigAlg'];

/** Which of the parameters of SAML's bindings a query or form holds. */
export const samlParametersIn = (given: unknown): string[] =>
  typeof given === 'object' && given !== null ? names.filter((name) => name in given) : [];

/**
 * The library takes SAML messages, unsigned ones among them, wherever it finds them: in the query
 * of a GET too. Where none belongs, none is let through to it.
 *
 * @throws PortalError BAD_REQUEST
 */
export const refuseSamlParameters = (query: unknown, body: unknown): void => {
  if (samlParametersIn(query).length > 0 || samlParametersIn(body).length > 0)
    throw new PortalError('BAD_REQUEST');
};
