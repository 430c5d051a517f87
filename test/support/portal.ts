import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Response } from 'supertest';
import { stringify } from 'yaml';
import { loadConfig } from '../../src/config.ts';
import { demoPeople } from '../../src/dev/demo-data/index.ts';
import { demoKeyPair, readKeyPair } from '../../src/dev/demo-keys.ts';
import { importDemoRoster } from '../../src/dev/demo-roster.ts';
import type { DemoPerson, ResponseOptions } from '../../src/dev/identity-provider/index.ts';
import {
  createIdentityProvider,
  readServiceProvider,
} from '../../src/dev/identity-provider/index.ts';
import type { RequestMessage } from '../../src/dev/identity-provider/parse-authn-request.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { startServer } from '../../src/server.ts';
import { freePort } from './free-port.ts';
import { oneModule } from './one-module.ts';
import { smallRoster } from './small-roster.ts';
import { dropTestDatabase, testDatabaseUri } from './test-database.ts';
import { createVisitor, type Visitor } from './visitor.ts';

const collected = () => {
  const lines: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  return { stream, text: () => lines.join('') };
};

type Provider = Record<string, unknown>;

const providersFile = (dir: string, metadata: string, given: Provider | Provider[]) => {
  const file = join(dir, 'providers.yaml');
  const name = { sv: 'BankID', en: 'BankID' };
  const providers = [given].flat().map((one) => ({ id: 'bankid', name, metadata, ...one }));
  writeFileSync(file, stringify({ providers }));
  return { SAML_PROVIDERS_FILE: file };
};

/** The request as the browser would carry it: in the address, or in a form. */
export const requestIn = ({ headers, text }: Response): RequestMessage => {
  const to = headers.location;
  if (to !== undefined) return { by: 'redirect', query: to.slice(to.indexOf('?') + 1) };
  const SAMLRequest = /name="SAMLRequest" value="([^"]+)"/.exec(text)?.[1];
  return { by: 'post', body: { SAMLRequest } };
};

/** The test's portal: the real app, store and SAML exchange on a free port, with a few people. */
export const startTestPortal = async (
  options: {
    roster?: string;
    environment?: Record<string, string>;
    identityProviderUrl?: string;
    /** What is told of the development identity provider beside its metadata, as in SAML_PROVIDERS_FILE. */
    provider?: Provider | Provider[];
  } = {},
) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'portal-test-'));
  const keys = process.env.TEST_KEYS ?? dataDir;
  const port = await freePort();
  const databaseUri = testDatabaseUri();
  const origin = `http://localhost:${port}`;
  const provider = createIdentityProvider({
    baseUrl: options.identityProviderUrl ?? 'http://127.0.0.1:1',
    keys: readKeyPair(await demoKeyPair(keys, 'identity-provider', 2048)),
  });
  const metadataFile = join(dataDir, 'identity-provider.xml');
  writeFileSync(metadataFile, provider.metadata());
  const own = await demoKeyPair(keys, 'portal', 3072);
  const config = loadConfig({
    PORT: String(port),
    DATA_DIR: dataDir,
    COURSES_DIR: oneModule(dataDir),
    SAML_IDP_METADATA: metadataFile,
    SAML_KEY_FILE: own.keyFile,
    SAML_CERT_FILE: own.certFile,
    MONGODB_URI: databaseUri,
    ...(options.provider ? providersFile(dataDir, metadataFile, options.provider) : {}),
    ...options.environment,
  });
  const file = Buffer.from(options.roster ?? smallRoster);
  await importDemoRoster(config, { file, origin: 'test', known: false });
  const log = collected();
  const server = await startServer(config, createLogger({ level: 'info' }, log.stream));
  const people = demoPeople(file);
  const metadata = await (await fetch(`${origin}/saml/metadata`)).text();
  const serviceProvider = readServiceProvider(metadata);

  /** The person of the roster with this employee number. */
  const person = (id: string): DemoPerson => {
    const found = people.find((one) => one.id === id);
    if (!found) throw new Error(`Nobody in the test roster has number ${id}.`);
    return found;
  };

  /** Goes to the identity provider where the portal sends the visitor, and brings the answer back. */
  const identify = async (
    visitor: Visitor,
    path: string,
    who: DemoPerson | null,
    response?: ResponseOptions,
  ) => {
    const request = provider.parse(requestIn(await visitor.get(path)), serviceProvider);
    const answer = await provider.respond(request, who, response);
    return visitor.post('/saml/acs', {
      SAMLResponse: answer.SAMLResponse,
      ...(answer.RelayState === null ? {} : { RelayState: answer.RelayState }),
    });
  };

  const signIn = async (id: string, language = 'sv'): Promise<Visitor> => {
    const visitor = createVisitor(origin, language);
    await visitor.follow(await identify(visitor, '/auth/login', person(id)));
    return visitor;
  };

  /** Signs in and gets the new login that everybody must have. */
  const signInAndReset = async (id: string, language = 'sv'): Promise<Visitor> => {
    const visitor = await signIn(id, language);
    await visitor.follow(await identify(visitor, '/auth/stepup?syfte=reset', person(id)));
    await visitor.follow(await visitor.submit('/losenord/nytt', { password: goodPassword }));
    return visitor;
  };

  return {
    origin,
    dataDir,
    config,
    services: server.services,
    provider,
    serviceProvider,
    person,
    visitor: (language?: string) => createVisitor(origin, language),
    identify,
    signIn,
    signInAndReset,
    logText: log.text,
    close: async () => {
      await server.close();
      await dropTestDatabase(databaseUri);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

export const goodPassword = 'kvist salt nordan ekorre';

export type TestPortal = Awaited<ReturnType<typeof startTestPortal>>;
