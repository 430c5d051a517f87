import { join } from 'node:path';
import { demoPeople } from '../../../src/dev/demo-data/index.ts';
import { readKeyPair } from '../../../src/dev/demo-keys.ts';
import { readDemoRoster } from '../../../src/dev/demo-roster.ts';
import { loadDemoSettings } from '../../../src/dev/demo-settings.ts';
import {
  createIdentityProvider,
  readServiceProvider,
} from '../../../src/dev/identity-provider/index.ts';
import { openStore } from '../../../src/platform/store-connection.ts';
import type { Target } from './target.ts';

const loopback = ['localhost', '127.0.0.1', '[::1]'];

/**
 * A demo portal that runs on this machine, whose data folder holds its identity provider's key.
 *
 * @throws when the address is another machine's, or nothing answers there.
 */
export const runningTarget = async (url: string, dataDir: string) => {
  const { hostname, origin } = new URL(url);
  if (!loopback.includes(hostname))
    throw new Error('Only a portal of this machine may be attacked.');
  const asked = await fetch(`${origin}/auth/login`, { redirect: 'manual' });
  const baseUrl = /^(.*)\/sso\?/.exec(asked.headers.get('location') ?? '')?.[1];
  if (!baseUrl) throw new Error(`${origin} does not lead to the development identity provider.`);
  const keys = join(dataDir, 'demo-keys/identity-provider');
  const pair = readKeyPair({ keyFile: `${keys}.key.pem`, certFile: `${keys}.cert.pem` });
  const metadata = await (await fetch(`${origin}/saml/metadata`)).text();
  const [first, second] = demoPeople(readDemoRoster(loadDemoSettings({ DATA_DIR: dataDir })).file);
  if (!first || !second) throw new Error('The roster has nobody to sign in.');
  const store = await openStore({ mongodbUri: undefined, dataDir });
  const target: Target = {
    origin,
    provider: createIdentityProvider({ baseUrl, keys: pair }),
    serviceProvider: readServiceProvider(metadata),
    people: [first, second],
    connection: store.connection,
  };
  return { target, close: store.close };
};
