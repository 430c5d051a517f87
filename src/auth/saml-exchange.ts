import { createPrivateKey } from 'node:crypto';
import type { CacheProvider, SamlConfig } from '@node-saml/passport-saml';
import { PortalError } from '../platform/errors.ts';
import type { AuthParts } from './auth-deps.ts';
import type { IdpMetadata } from './idp-metadata.ts';
import { PortalSaml } from './portal-saml.ts';
import type { ExpectedResponse } from './response-checks.ts';
import type { SamlRequest } from './saml-request-model.ts';
import { acsUrlOf, clockSkewMs, samlOptions } from './saml-settings.ts';

const fresh = (request: Pick<SamlRequest, 'purpose'>) => request.purpose !== 'sign-in';

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
 * Makes the SAML side of one exchange with the identity provider of the moment. All that does not
 * change is prepared once per metadata.
 */
export const createSamlExchanges = ({ settings, identityProvider, requests }: AuthParts) => {
  const prepared = new WeakMap<IdpMetadata, SamlConfig>();
  // node-saml hands its decryption key to node:crypto untouched; a KeyObject there is parsed once
  // instead of twice an answer, which halves the time of decryption.
  const decryptionPvk = createPrivateKey(settings.decryption.privateKeyPem) as unknown as string;

  const configFor = (provider: IdpMetadata): SamlConfig => {
    const known = prepared.get(provider);
    if (known) return known;
    const config = { ...samlOptions(settings, provider), decryptionPvk };
    prepared.set(provider, config);
    return config;
  };

  /** @throws PortalError IDENTITY_PROVIDER_DOWN while its metadata is not known. */
  const provider = (): IdpMetadata => {
    const current = identityProvider.current();
    if (!current) throw new PortalError('IDENTITY_PROVIDER_DOWN');
    return current;
  };

  return {
    /** To send a request; it is stored as node-saml makes it. */
    toAsk: (begun: Parameters<typeof cacheFor>[1]): PortalSaml => {
      const config = configFor(provider());
      const cacheProvider = cacheFor(requests, begun);
      return new PortalSaml({ ...config, forceAuthn: fresh(begun), cacheProvider }, null);
    },
    /** To check the answer to a request, with what that answer must say. */
    toCheck: (request: SamlRequest): { saml: PortalSaml; expected: ExpectedResponse } => {
      const { entityId } = provider();
      const expected = {
        requestId: request._id,
        requestedAt: request.createdAt,
        acsUrl: acsUrlOf(settings),
        audience: settings.entityId,
        issuer: entityId,
        acceptedLevels: settings.acceptedLevels,
        forceAuthn: fresh(request),
        clockSkewMs,
      };
      const config = { ...configFor(provider()), cacheProvider: cacheOf(request) };
      return { saml: new PortalSaml(config, expected), expected };
    },
  };
};

export type SamlExchanges = ReturnType<typeof createSamlExchanges>;
