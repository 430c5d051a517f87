import type { CacheProvider, SamlConfig } from '@node-saml/passport-saml';
import { cacheOf } from './answer-validation.ts';
import type { AuthParts } from './auth-deps.ts';
import { PortalSaml } from './portal-saml.ts';
import { demandOf } from './provider-settings.ts';
import type { ExpectedResponse } from './response-checks.ts';
import { isStepUp, type SamlRequest } from './saml-request-model.ts';
import { acsUrlOf, clockSkewMs, samlOptions } from './saml-settings.ts';
import { createValidationThread } from './validation-thread.ts';

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

  const thread = createValidationThread();

  return {
    /** Ends the thread that helps out. */
    close: thread.close,
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
    /** To log out at the identity provider too; the request is stored as node-saml makes it. */
    toLogOut: ({ provider, browserHash }: Pick<SamlRequest, 'provider' | 'browserHash'>) => {
      const nobody = { employeeId: null, sessionId: null, returnTo: '/' };
      const begun = { ...nobody, provider, browserHash, purpose: 'logout' as const };
      const logoutUrl = providers.find(provider).metadata.logout?.requestUrl;
      const cacheProvider = cacheFor(requests, begun);
      return new PortalSaml(
        { ...configOf(begun), ...(logoutUrl && { logoutUrl }), cacheProvider },
        null,
      );
    },
    /** To answer an identity provider that asks for a log-out. */
    toAnswerLogout: (provider: string) => {
      const logoutUrl = providers.find(provider).metadata.logout?.responseUrl;
      const config = configOf({ provider, purpose: 'logout' });
      return new PortalSaml({ ...config, ...(logoutUrl && { logoutUrl }) }, null);
    },
    /**
     * To check the answer to a request, with what that answer must say.
     *
     * @param isBusy other answers are being taken at the moment.
     * @throws PortalError IDENTITY_PROVIDER_DOWN while the provider's metadata is not known.
     */
    toCheck: (
      request: SamlRequest,
      isBusy = false,
    ): { saml: PortalSaml; expected: ExpectedResponse } => {
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
      const [config, keys] = [configOf(request), settings.keys().decryption];
      const inThread = (response: string) => thread.validate({ config, expected, keys, response });
      const elsewhere = isBusy ? { elsewhere: inThread } : {};
      const here = { ...config, cacheProvider: cacheOf(expected) };
      return { saml: new PortalSaml(here, { expected, keys, ...elsewhere }), expected };
    },
  };
};

export type SamlExchanges = ReturnType<typeof createSamlExchanges>;
