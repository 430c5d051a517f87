import type { CacheProvider, SamlConfig } from '@node-saml/passport-saml';
import type { AuthParts } from './auth-deps.ts';
import { PortalSaml } from './portal-saml.ts';
import { demandOf } from './provider-settings.ts';
import type { ExpectedResponse } from './response-checks.ts';
import { isStepUp, type SamlRequest } from './saml-request-model.ts';
import { acsUrlOf, clockSkewMs, samlOptions } from './saml-settings.ts';

/** node-saml asks about one request only, and must not use it up: that is decided in the store. */
const cacheOf = (found: SamlRequest): CacheProvider => ({
  saveAsync: () => Promise.resolve(null),
  getAsync: (id) => Promise.resolve(id === found._id ? found.createdAt.toISOString() : null),
  removeAsync: () => Promise.resolve(null),
});

/** Where node-saml puts the request it is about to send. */
const cacheFor = (
  requests: AuthParts['requests'],
  begun: Omit<SamlRequest, '_id' | 'createdAt' | 'usedAt'>,
): CacheProvider => ({
  saveAsync: async (id, instant) => {
    await requests.open({ ...begun, _id: id, createdAt: new Date(instant), usedAt: null });
    return null;
  },
  getAsync: () => Promise.resolve(null),
  removeAsync: () => Promise.resolve(null),
});

/**
 * Makes the SAML side of one exchange with an identity provider as its metadata is at the moment.
 */
export const createSamlExchanges = ({ settings, providers, requests }: AuthParts) => {
  const configOf = ({ provider, purpose }: Pick<SamlRequest, 'provider' | 'purpose'>): SamlConfig =>
    samlOptions(settings, providers.find(provider), purpose);

  return {
    /**
     * To send a request; it is stored as node-saml makes it.
     *
     * @throws PortalError IDENTITY_PROVIDER_DOWN while the provider's metadata is not known.
     */
    toAsk: (begun: Parameters<typeof cacheFor>[1]): PortalSaml => {
      const cacheProvider = cacheFor(requests, begun);
      return new PortalSaml(
        { ...configOf(begun), forceAuthn: isStepUp(begun.purpose), cacheProvider },
        null,
      );
    },
    /**
     * To check the answer to a request, with what that answer must say.
     *
     * @throws PortalError IDENTITY_PROVIDER_DOWN while the provider's metadata is not known.
     */
    toCheck: (request: SamlRequest): { saml: PortalSaml; expected: ExpectedResponse } => {
      const provider = providers.find(request.provider);
      const expected = {
        requestId: request._id,
        requestedAt: request.createdAt,
        acsUrl: acsUrlOf(settings),
        audience: settings.entityId,
        issuer: provider.metadata.entityId,
        demand: demandOf(provider.settings, request.purpose),
        forceAuthn: isStepUp(request.purpose),
        encrypted: provider.settings.encryptedAssertions,
        clockSkewMs,
      };
      const config = { ...configOf(request), cacheProvider: cacheOf(request) };
      return {
        saml: new PortalSaml(config, { expected, keys: settings.keys().decryption }),
        expected,
      };
    },
  };
};

export type SamlExchanges = ReturnType<typeof createSamlExchanges>;
