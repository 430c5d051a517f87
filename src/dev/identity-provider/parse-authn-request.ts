import { readAuthnRequest, type AuthnRequest } from './authn-request.ts';
import { receivePost } from './post-binding.ts';
import { receiveRedirect } from './redirect-binding.ts';
import { RequestRefused } from './request-refused.ts';
import { binding, nameIdFormat } from './saml-names.ts';
import type { ServiceProvider } from './service-provider.ts';

/** How a request arrived: its raw query string, or the fields of its form. */
export type RequestMessage =
  | { by: 'redirect'; query: string }
  | { by: 'post'; body: { SAMLRequest?: string | undefined; RelayState?: string | undefined } };

/** A request that was proved to come from the service provider and may be answered. */
export interface AcceptedRequest {
  id: string;
  serviceProvider: ServiceProvider;
  acsUrl: string;
  relayState: string | null;
  forceAuthn: boolean;
  isPassive: boolean;
  /** The level to answer with; null when none that was asked for is offered. */
  level: string | null;
  /** Format of the NameID; null when the one asked for is not offered. */
  nameIdFormat: string | null;
}

/** Who answers: where it listens and with which levels, the preferred one first. */
export interface Answerer {
  ssoUrl: string;
  levels: string[];
}

const oldestMs = 5 * 60_000;

const checkOrigin = (request: AuthnRequest, sp: ServiceProvider, ssoUrl: string): void => {
  if (request.issuer !== sp.entityId) throw new RequestRefused('wrong-issuer');
  if (request.destination !== ssoUrl) throw new RequestRefused('wrong-destination');
  const age = Math.abs(Date.now() - request.issueInstant.getTime());
  if (!(age <= oldestMs)) throw new RequestRefused('wrong-time');
  if ((request.responseBinding ?? binding.post) !== binding.post)
    throw new RequestRefused('wrong-binding');
  if (request.comparison !== 'exact') throw new RequestRefused('comparison');
};

/** The address to answer to: whatever the request says, only one that metadata lists. */
const acsUrlFor = (request: AuthnRequest, sp: ServiceProvider): string => {
  const fits = ({ url, index }: ServiceProvider['acs'][number]) =>
    request.acsUrl === null
      ? request.acsIndex === null || index === request.acsIndex
      : url === request.acsUrl;
  const found = sp.acs.find(fits);
  if (!found) throw new RequestRefused('unknown-acs');
  return found.url;
};

const levelFor = (asked: string[], offered: string[]): string | null =>
  (asked.length === 0 ? offered[0] : asked.find((level) => offered.includes(level))) ?? null;

const formatFor = (asked: string | null): string | null => {
  if (asked === null || asked === nameIdFormat.unspecified) return nameIdFormat.persistent;
  return asked === nameIdFormat.persistent || asked === nameIdFormat.transient ? asked : null;
};

/**
 * Receives an authentication request and checks all that must hold before anyone is answered:
 * signature, issuer, destination, time (five minutes either way), where the answer goes.
 *
 * @throws RequestRefused with the first thing that is wrong.
 */
export const parseAuthnRequest = (
  message: RequestMessage,
  serviceProvider: ServiceProvider,
  answerer: Answerer,
): AcceptedRequest => {
  const { root, relayState } =
    message.by === 'redirect'
      ? receiveRedirect(message.query, serviceProvider)
      : receivePost(message.body, serviceProvider);
  const request = readAuthnRequest(root);
  checkOrigin(request, serviceProvider, answerer.ssoUrl);
  return {
    id: request.id,
    serviceProvider,
    acsUrl: acsUrlFor(request, serviceProvider),
    relayState,
    forceAuthn: request.forceAuthn,
    isPassive: request.isPassive,
    level: levelFor(request.levels, answerer.levels),
    nameIdFormat: formatFor(request.nameIdFormat),
  };
};
