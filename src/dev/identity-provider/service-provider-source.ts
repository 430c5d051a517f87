import { RequestRefused } from './request-refused.ts';
import { readServiceProvider, type ServiceProvider } from './service-provider.ts';

/** The service provider's metadata could not be fetched at all. */
export class MetadataUnreachable extends Error {}

/**
 * The service provider, fetched when it is first needed and again when a request does not fit what
 * is known of it: the portal may have started, or changed its keys, since.
 */
export const createServiceProviderSource = (fetchMetadata: () => Promise<string>) => {
  let known: ServiceProvider | null = null;

  const fetchAnew = async (): Promise<ServiceProvider> => {
    const metadata = await fetchMetadata().catch((cause: unknown) => {
      throw new MetadataUnreachable('The metadata could not be fetched.', { cause });
    });
    known = readServiceProvider(metadata);
    return known;
  };

  return {
    /**
     * Runs `attempt` with what is known, and once more with fresh metadata if that was refused.
     *
     * @throws RequestRefused when it was refused with fresh metadata too.
     * @throws MetadataUnreachable
     */
    with: async <Result>(attempt: (sp: ServiceProvider) => Result): Promise<Result> => {
      if (!known) return attempt(await fetchAnew());
      try {
        return attempt(known);
      } catch (error) {
        if (!(error instanceof RequestRefused)) throw error;
        return attempt(await fetchAnew());
      }
    },
  };
};

export type ServiceProviderSource = ReturnType<typeof createServiceProviderSource>;
