import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, loadDataConfig, type Config } from '../config.ts';
import { closeOnSignal, startFault, startPortal } from '../server.ts';
import { demoKeyPair, readKeyPair } from './demo-keys.ts';
import { storeWords } from '../platform/store-connection.ts';
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

const messagesFolder = ({ dataDir }: DemoSettings): string =>
  process.env.MESSAGES_FOLDER ?? join(dataDir, 'demo-messages');

const startOwnIdentityProvider = async (settings: DemoSettings, people: DemoPerson[]) =>
  startIdentityProvider({
    host: '127.0.0.1',
    port: settings.idpPort,
    keys: readKeyPair(await demoKeyPair(settings.dataDir, 'identity-provider', 2048)),
    people: () => Promise.resolve(people),
    unknownPersonalNumber,
    messages: messagesFolder(settings),
    serviceProviderMetadata: async () =>
      (await fetch(`http://localhost:${settings.port}/saml/metadata`)).text(),
  });

/** What the operator did not give and the demo made itself. */
const demoEnvironment = async (settings: DemoSettings, metadataUrl: string) => {
  const keys = await demoKeyPair(settings.dataDir, 'portal', 3072);
  return {
    SAML_KEY_FILE: process.env.SAML_KEY_FILE ?? keys.keyFile,
    SAML_CERT_FILE: process.env.SAML_CERT_FILE ?? keys.certFile,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    SAML_IDP_METADATA: metadataUrl,
    MESSAGES_FOLDER: messagesFolder(settings),
  };
};

const welcome = (config: Config, identityProvider: string | undefined, store: string) =>
  `
  ${config.organisation.product} (demo)   ${config.baseUrl}
  ${identityProvider ? `Development sign-in      ${identityProvider}` : 'Sign-in                  the identity provider of SAML_IDP_METADATA'}
  Mail it would have sent  ${identityProvider ? `${identityProvider}/brev` : config.messages.folder}
  Data                     ${config.dataDir}  (${store})

  Open ${config.baseUrl}, choose "Logga in med BankID" and pick a person: a new employee,
  a manager, HR, IT or helpdesk. Everybody is invented. Ctrl-C ends.
`;

const startDemo = async (): Promise<void> => {
  const settings = loadDemoSettings(process.env);
  checkWritable(settings.dataDir);
  const roster = readDemoRoster(settings);
  const people = peopleOf(roster, loadDataConfig().rosterHeadings);
  const identityProvider = settings.ownIdentityProvider
    ? undefined
    : await startOwnIdentityProvider(settings, people);
  const metadata = settings.ownIdentityProvider ?? identityProvider?.metadataUrl ?? '';
  const environment = await demoEnvironment(settings, metadata);
  const config = loadConfig({ ...process.env, ...environment });
  await importDemoRoster(config, roster);
  const starting = startPortal(config, environment).then(({ store, close }) => ({
    store,
    close: async () => {
      await Promise.all([close(), identityProvider?.close()]);
    },
  }));
  const isClosing = closeOnSignal(starting);
  const { store } = await starting;
  if (!isClosing()) process.stdout.write(welcome(config, identityProvider?.url, storeWords[store]));
};

try {
  if (process.env.PORTAL_MODE === 'production') {
    const starting = startPortal(loadConfig());
    closeOnSignal(starting);
    await starting;
  } else await startDemo();
} catch (error) {
  process.stderr.write(`${startFault(error)}\n`);
  process.exit(1);
}
