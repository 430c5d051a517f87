import type { Logger } from '../platform/logger.ts';
import type { IdpMetadata } from './idp-metadata.ts';
import { loadIdpMetadata, type MetadataSource } from './load-idp-metadata.ts';

const hour = 60 * 60 * 1000;
const longestRetryMs = 60_000;

const isValid = ({ validUntil }: IdpMetadata) => validUntil === null || validUntil > new Date();

/**
 * Keeps the identity provider's metadata at hand: read at `start`, every hour after that, and
 * while the source is down again after 1 s, 2 s, 4 s … 60 s. The last good copy is used until
 * its own `validUntil`.
 */
export const createIdentityProviderMetadata = (
  from: MetadataSource & { logger: Logger; firstRetryMs?: number },
) => {
  const firstRetryMs = from.firstRetryMs ?? 1000;
  let last: IdpMetadata | null = null;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const fetchOnce = async (): Promise<void> => {
    try {
      last = await loadIdpMetadata(from);
      failures = 0;
    } catch (error) {
      failures += 1;
      from.logger.warn({ err: error, failures }, 'identity provider metadata cannot be read');
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
    /** Resolves after the first try, whether it succeeded or not. */
    start: refresh,
    /** The metadata to use now, or null while there is none: nobody can sign in then. */
    current: (): IdpMetadata | null => (last && isValid(last) ? last : null),
    stop: (): void => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
