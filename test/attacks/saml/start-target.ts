import { startPortalProcess } from '../../../bench/support/portal-process.ts';
import { openStore } from '../../../src/platform/store-connection.ts';
import { withSpareKey } from './spare-key.ts';
import type { Target } from './target.ts';

/**
 * Starts a portal in a process of its own, behind a proxy as far as it knows, with its own store in
 * a temporary folder, for an identity provider that has two keys.
 */
export const startTarget = async () => {
  const environment = { TRUST_PROXY: '1' };
  const portal = await startPortalProcess(20, { environment, metadata: withSpareKey });
  const store = await openStore({ mongodbUri: undefined, dataDir: portal.dataDir });
  const [first, second] = portal.people;
  if (!first || !second) throw new Error('The roster has nobody to sign in.');
  const target: Target = {
    origin: portal.url,
    provider: portal.provider,
    serviceProvider: portal.serviceProvider,
    people: [first, second],
    connection: store.connection,
  };
  return {
    target,
    portal,
    close: async () => {
      await store.close();
      await portal.stop();
    },
  };
};

export type StartedTarget = Awaited<ReturnType<typeof startTarget>>;
