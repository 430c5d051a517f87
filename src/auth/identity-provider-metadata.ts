import type { Logger } from '../platform/logger.ts';
import type { IdpMetadata } from './idp-metadata.ts';
import { MetadataError } from './metadata-error.ts';
import { loadIdpMetadata, type MetadataSource } from './load-idp-metadata.ts';

const hour = 60 * 60 * 1000;
const longestRetryMs = 60_000;

/** Where the last good copy is kept for when the source is down. */
export interface MetadataMemory {
  find: () => Promise<IdpMetadata | null>;
  keep: (metadata: IdpMetadata) => Promise<void>;
}

interface From extends MetadataSource {
  memory: MetadataMemory;
  logger: Logger;
  firstRetryMs?: number;
}

const isValid = ({ validUntil }: IdpMetadata) => validUntil === null || validUntil > new Date();

/**
 * Keeps the identity provider's metadata at hand: read at `start`, every hour after that, and
 * while the source is down again after 1 s, 2 s, 4 s … 60 s. The last good copy, also of an earlier
 * run, is used until its own `validUntil`.
 */
export const createIdentityProviderMetadata = (from: From) => {
  const { memory, logger, firstRetryMs = 1000 } = from;
  let last: IdpMetadata | null = null;
  let fetchedAt: Date | null = null;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const fetchOnce = async (): Promise<void> => {
    try {
      const read = await loadIdpMetadata(from);
      if (!isValid(read)) throw new MetadataError('its validUntil has passed.');
      last = read;
      fetchedAt = new Date();
      failures = 0;
      await memory.keep(last);
    } catch (error) {
      failures += 1;
      logger.warn({ err: error, failures }, 'identity provider metadata cannot be read');
    }
  };

  const refresh = async (): Promise<void> => {
    await fetchOnce();
    if (stopped) return;
    const wait =
      failures === 0 ? hour : Math.min(longestRetryMs, firstRetryMs * 2 ** (failures - 1));
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), wait).unref();
  };

  return {
    /** Resolves when there is a copy to use, or after the first try at the source. */
    start: async (): Promise<void> => {
      last ??= await memory.find();
      const tried = refresh();
      if (last === null) await tried;
    },
    refresh,
    /** The metadata to use now, or null while there is none: nobody can sign in then. */
    current: (): IdpMetadata | null => (last && isValid(last) ? last : null),
    /** How it goes with the source: when it last answered in this run, and tries that failed since. */
    health: () => ({ fetchedAt, failures, validUntil: last?.validUntil ?? null }),
    stop: (): void => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
