import type { Logger } from '../platform/logger.ts';
import { PortalError } from '../platform/errors.ts';
import { createIdentityProviderMetadata } from './identity-provider-metadata.ts';
import type { IdpMetadata } from './idp-metadata.ts';
import type { ProviderSettings } from './provider-settings.ts';

/** An identity provider that can be asked now. */
export interface KnownProvider {
  settings: ProviderSettings;
  metadata: IdpMetadata;
}

/**
 * The identity providers that people can sign in with, the first being the one that is offered when
 * nothing else is said.
 */
export const createIdentityProviders = (list: readonly ProviderSettings[], logger: Logger) => {
  const providers = list.map((settings) => ({
    settings,
    metadata: createIdentityProviderMetadata({ ...settings.metadata, logger }),
  }));
  return {
    settings: list,
    /** Resolves after the first try at each one's metadata, whether it succeeded or not. */
    start: () => Promise.all(providers.map(({ metadata }) => metadata.start())),
    /**
     * @param id null for the first of the list.
     * @throws PortalError NOT_FOUND for one that is not on the list, IDENTITY_PROVIDER_DOWN while its
     * metadata is not known.
     */
    find: (id: string | null): KnownProvider => {
      const found =
        id === null ? providers[0] : providers.find(({ settings }) => settings.id === id);
      if (!found) throw new PortalError('NOT_FOUND');
      const metadata = found.metadata.current();
      if (!metadata) throw new PortalError('IDENTITY_PROVIDER_DOWN');
      return { settings: found.settings, metadata };
    },
    /** Can people sign in with every one of them? */
    ready: (): boolean => providers.every(({ metadata }) => metadata.current() !== null),
    stop: (): void => providers.forEach(({ metadata }) => metadata.stop()),
  };
};

export type IdentityProviders = ReturnType<typeof createIdentityProviders>;
