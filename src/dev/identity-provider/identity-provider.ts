import { selfSignedKeyPair, type KeyPairPem } from '../../platform/key-pair.ts';
import { buildResponse } from './build-response.ts';
import type { DemoPerson } from './demo-person.ts';
import { identityProviderMetadata } from './identity-provider-metadata.ts';
import {
  parseAuthnRequest,
  type AcceptedRequest,
  type RequestMessage,
} from './parse-authn-request.ts';
import type { ResponseOptions } from './response-fields.ts';
import { level } from './saml-names.ts';
import type { ServiceProvider } from './service-provider.ts';
import { signingKeyOf } from '../../platform/sign-xml.ts';

/** The fields that the browser posts to `acsUrl`. */
export interface Answer {
  acsUrl: string;
  SAMLResponse: string;
  RelayState: string | null;
}

/** A key for the identity provider: RSA-2048, which is what most of the real ones have. */
export const createIdentityProviderKeys = (): Promise<KeyPairPem> =>
  selfSignedKeyPair({ commonName: 'Utvecklings-IdP', bits: 2048 });

/**
 * An identity provider without a server: what it says about itself, how it reads a request and how
 * it answers. Tests and benchmarks use it as it is; start-identity-provider.ts puts pages around it.
 *
 * @param baseUrl where it is reached, without a slash at the end.
 * @param levels levels of assurance it gives, the preferred one first.
 */
export const createIdentityProvider = ({
  baseUrl,
  keys,
  levels = [level.loa3, level.uncertifiedLoa3],
}: {
  baseUrl: string;
  keys: KeyPairPem;
  levels?: string[];
}) => {
  const self = {
    entityId: `${baseUrl}/metadata`,
    ssoUrl: `${baseUrl}/sso`,
    levels,
    signingKey: signingKeyOf(keys),
  };

  const parse = (message: RequestMessage, serviceProvider: ServiceProvider): AcceptedRequest =>
    parseAuthnRequest(message, serviceProvider, self);

  const respond = async (
    request: AcceptedRequest,
    person: DemoPerson | null,
    options?: ResponseOptions,
  ): Promise<Answer> => ({
    acsUrl: request.acsUrl,
    SAMLResponse: Buffer.from(await buildResponse(self, request, person, options)).toString(
      'base64',
    ),
    RelayState: request.relayState,
  });

  return {
    ...self,
    metadata: (): string => identityProviderMetadata(self),
    /** @throws RequestRefused when the request must not be answered. */
    parse,
    respond,
    /**
     * Answers the address that the portal redirected a browser to, with no HTTP in between.
     *
     * @throws RequestRefused when the request must not be answered.
     */
    answer: (
      redirectUrl: string,
      serviceProvider: ServiceProvider,
      person: DemoPerson | null,
      options?: ResponseOptions,
    ): Promise<Answer> => {
      const query = redirectUrl.slice(redirectUrl.indexOf('?') + 1);
      return respond(parse({ by: 'redirect', query }, serviceProvider), person, options);
    },
  };
};

export type IdentityProvider = ReturnType<typeof createIdentityProvider>;
