import { accessSync, constants, mkdirSync } from 'node:fs';
import { loadConfig, loadDataConfig, type Config } from '../config.ts';
import { closeOnSignal, startFault, startServer } from '../server.ts';
import { demoKeyPair, readKeyPair } from './demo-keys.ts';
import { importDemoRoster, peopleOf, readDemoRoster } from './demo-roster.ts';
import { loadDemoSettings, type DemoSettings } from './demo-settings.ts';
import { unknownPersonalNumber } from './demo-data/index.ts';
import { startIdentityProvider, type DemoPerson } from './identity-provider/index.ts';

const checkWritable = (dir: string): void => {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    accessSync(dir, constants.W_OK);
  } catch (cause) {
    throw new Error(`The data folder ${dir} cannot be written. Choose another with DATA_DIR.`, {
      cause,
    });
  }
};

const startOwnIdentityProvider = async (settings: DemoSettings, people: DemoPerson[]) =>
  startIdentityProvider({
    host: '127.0.0.1',
    port: settings.idpPort,
    keys: readKeyPair(await demoKeyPair(settings.dataDir, 'identity-provider', 2048)),
    people: () => Promise.resolve(people),
    unknownPersonalNumber,
    serviceProviderMetadata: async () =>
      (await fetch(`http://localhost:${settings.port}/saml/metadata`)).text(),
  });

/** The demo's settings: what the operator gave, and for the rest what the demo made itself. */
const demoConfig = async (settings: DemoSettings, metadataUrl: string): Promise<Config> => {
  const keys = await demoKeyPair(settings.dataDir, 'portal', 3072);
  return loadConfig({
    SAML_KEY_FILE: keys.keyFile,
    SAML_CERT_FILE: keys.certFile,
    LOG_LEVEL: 'warn',
    ...process.env,
    SAML_IDP_METADATA: metadataUrl,
  });
};

const welcome = (config: Config, identityProvider: string | undefined, store: string) =>
  `
  ${config.organisation.product} (demo)   ${config.baseUrl}
  ${identityProvider ? `Development sign-in      ${identityProvider}` : 'Sign-in                  the identity provider of SAML_IDP_METADATA'}
  Data                     ${config.dataDir}  (${store})

  Open ${config.baseUrl}, choose "Logga in med BankID" and pick a person: a new employee,
  a manager, HR, IT or helpdesk. Everybody is invented. Ctrl-C ends.
`;

const storeWords = {
  embedded: 'embedded store: one machine, one organisation; MONGODB_URI moves it to MongoDB',
  shared: 'the store of a portal that already runs here',
  mongodb: 'MongoDB',
};

const startDemo = async (): Promise<void> => {
  const settings = loadDemoSettings(process.env);
  checkWritable(settings.dataDir);
  const roster = readDemoRoster(settings);
  const people = peopleOf(roster, loadDataConfig().rosterHeadings);
  const identityProvider = settings.ownIdentityProvider
    ? undefined
    : await startOwnIdentityProvider(settings, people);
  const metadata = settings.ownIdentityProvider ?? identityProvider?.metadataUrl ?? '';
  const config = await demoConfig(settings, metadata);
  await importDemoRoster(config, roster);
  const portal = await startServer(config);
  closeOnSignal(async () => {
    await Promise.all([portal.close(), identityProvider?.close()]);
  });
  process.stdout.write(
    welcome(config, identityProvider?.url, storeWords[portal.services.store.kind]),
  );
};

try {
  if (process.env.PORTAL_MODE === 'production')
    closeOnSignal((await startServer(loadConfig())).close);
  else await startDemo();
} catch (error) {
  process.stderr.write(`${startFault(error)}\n`);
  process.exit(1);
}
