import { demoPeople } from '../../src/dev/demo-data/index.ts';
import { demoKeyPair, readKeyPair } from '../../src/dev/demo-keys.ts';
import { startIdentityProvider } from '../../src/dev/identity-provider/index.ts';
import { startTestPortal, type TestPortal } from './portal.ts';
import { smallRoster, strangersPersonalNumber } from './small-roster.ts';

/**
 * The portal and the development identity provider, both listening. To a browser `localhost` and
 * `127.0.0.1` are two sites, as the portal and an identity provider are.
 */
export const startBrowserPortal = async (
  provider?: Record<string, unknown> | Record<string, unknown>[],
  environment: Record<string, string> = {},
) => {
  const keyDir = process.env.TEST_KEYS;
  if (keyDir === undefined) throw new Error('test/support/global-setup.ts has not run.');
  const people = demoPeople(smallRoster);
  const started: { portal?: TestPortal } = {};
  const identityProvider = await startIdentityProvider({
    host: '127.0.0.1',
    port: 0,
    keys: readKeyPair(await demoKeyPair(keyDir, 'identity-provider', 2048)),
    people: () => Promise.resolve(people),
    unknownPersonalNumber: strangersPersonalNumber,
    serviceProviderMetadata: async () =>
      (await fetch(`${started.portal?.origin ?? ''}/saml/metadata`)).text(),
  });
  const portal = await startTestPortal({
    identityProviderUrl: identityProvider.url,
    environment,
    ...(provider ? { provider } : {}),
  });
  started.portal = portal;
  return {
    ...portal,
    close: async () => {
      await Promise.all([portal.close(), identityProvider.close()]);
    },
  };
};

export type BrowserPortal = Awaited<ReturnType<typeof startBrowserPortal>>;
