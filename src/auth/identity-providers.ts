import type { Audit } from '../audit/index.ts';
import { PortalError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import {
  createIdentityProviderMetadata,
  type MetadataMemory,
} from './identity-provider-metadata.ts';
import type { IdpMetadata } from './idp-metadata.ts';
import { createProviderMetadataStore } from './provider-metadata-store.ts';
import type { ProviderSettings } from './provider-settings.ts';

/** An identity provider that can be asked now. */
export interface KnownProvider {
  settings: ProviderSettings;
  metadata: IdpMetadata;
}

interface Deps {
  list: readonly ProviderSettings[];
  connection: Parameters<typeof createProviderMetadataStore>[0];
  audit: Audit;
  logger: Logger;
}

/** The store's copy; what is new in it is audited once, whichever process brings it. */
const memoryOf = (
  { id, binding, metadata: source }: ProviderSettings,
  { connection, audit }: Deps,
): MetadataMemory => {
  const kept = createProviderMetadataStore(connection);
  const from = { ...source, binding };
  return {
    find: () => kept.find(id, from),
    keep: async (metadata) => {
      if (!(await kept.keep(id, from, metadata))) return;
      const { entityId, signingCertificates } = metadata;
      const details = { provider: id, entityId, certificates: signingCertificates.length };
      await audit.record({ action: 'metadata.changed', result: 'ok', details });
    },
  };
};

/**
 * The identity providers that people can sign in with, the first being the one that is asked when
 * nothing else is said.
 */
export const createIdentityProviders = (deps: Deps) => {
  const { list, logger } = deps;
  const providers = list.map((settings) => {
    const { metadata: source, binding } = settings;
    const memory = memoryOf(settings, deps);
    return {
      settings,
      source: createIdentityProviderMetadata({ ...source, binding, memory, logger }),
    };
  });
  return {
    settings: list,
    /** Resolves when each one's metadata is at hand, or has been tried for. */
    start: () => Promise.all(providers.map(({ source }) => source.start())),
    /** Reads each one's metadata anew. */
    refresh: () => Promise.all(providers.map(({ source }) => source.refresh())),
    /**
     * @throws PortalError NOT_FOUND for one that is not on the list, IDENTITY_PROVIDER_DOWN while its
     * metadata is not known.
     */
    find: (id: string): KnownProvider => {
      const found = providers.find(({ settings }) => settings.id === id);
      if (!found) throw new PortalError('NOT_FOUND');
      const metadata = found.source.current();
      if (!metadata) throw new PortalError('IDENTITY_PROVIDER_DOWN');
      return { settings: found.settings, metadata };
    },
    /** Can people sign in with one of them at least? */
    ready: (): boolean => providers.some(({ source }) => source.current() !== null),
    /** How each one's metadata is doing. */
    health: () =>
      providers.map(({ settings, source }) => ({
        id: settings.id,
        name: settings.name,
        isUrl: /^https?:/i.test(settings.metadata.source),
        metadata: source.current(),
        ...source.health(),
      })),
    stop: (): void => providers.forEach(({ source }) => source.stop()),
  };
};

export type IdentityProviders = ReturnType<typeof createIdentityProviders>;
