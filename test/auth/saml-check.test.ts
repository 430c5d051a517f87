import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkSaml, type SamlCheck } from '../../src/auth/saml-check/check-saml.ts';
import { loadSamlConfig } from '../../src/config.ts';
import { demoKeyPair, type KeyPairFiles } from '../../src/dev/demo-keys.ts';
import { selfSignedKeyPair } from '../../src/platform/key-pair.ts';
import { freePort } from '../support/free-port.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { mismatchCases, type Given, type Peer } from './saml-check-cases.ts';

let dir: string;
let portal: TestPortal;
let own: KeyPairFiles;
let otherKeys: KeyPairFiles;
let peer: Peer;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'portal-saml-check-'));
  const kept = process.env.TEST_KEYS ?? dir;
  const small = selfSignedKeyPair({ commonName: 'small', bits: 1024 });
  [portal, own, otherKeys] = await Promise.all([
    startTestPortal(),
    demoKeyPair(kept, 'portal', 3072),
    demoKeyPair(dir, 'other', 3072),
  ]);
  peer = {
    good: portal.provider.metadata().replace(/<ds:Signature [\s\S]*?<\/ds:Signature>/, ''),
    weakCertificate: (await small).certificatePem.replace(/-----[^-]+-----|\s/g, ''),
    foreignCertificate: own.certFile,
    closedPort: await freePort(),
  };
}, 60_000);
afterAll(async () => {
  await portal.close();
  rmSync(dir, { recursive: true, force: true });
});

/** The settings of a portal whose identity provider describes itself so. */
const environmentOf = ({ metadata = peer.good, provider = {}, environment = {} }: Given = {}) => {
  const providers = join(dir, 'providers.yaml');
  writeFileSync(join(dir, 'idp.xml'), metadata);
  const name = { sv: 'BankID', en: 'BankID' };
  const one = { id: 'bankid', name, metadata: 'idp.xml', ...provider };
  writeFileSync(providers, stringify({ providers: [one] }));
  return {
    PATH: process.env.PATH ?? '',
    BASE_URL: portal.origin,
    SAML_KEY_FILE: own.keyFile,
    SAML_CERT_FILE: own.certFile,
    SAML_PROVIDERS_FILE: providers,
    ...environment,
  };
};

const check = (given: Given = {}): Promise<SamlCheck> =>
  checkSaml(loadSamlConfig(environmentOf(given)), { offline: false });

const codesOf = ({ own: ours, providers }: SamlCheck) =>
  [...ours, ...providers.flatMap(({ mismatches }) => mismatches)].map(({ code }) => code);

const textsOf = ({ own: ours, providers }: SamlCheck) =>
  [...ours, ...providers.flatMap(({ mismatches }) => mismatches)]
    .map(({ text }) => text)
    .join('\n');

describe('what is set up for an identity provider', () => {
  test('fits what its metadata offers', async () => {
    // A file of a week does not renew itself, and that is said.
    const outcome = await check({ metadata: peer.good.replace(/ validUntil="[^"]*"/, '') });
    expect(codesOf(outcome)).toEqual([]);
    expect(outcome.providers[0]?.offers).toMatchObject({
      entityId: 'http://127.0.0.1:1/metadata',
      signOn: [{ binding: 'HTTP-Redirect' }, { binding: 'HTTP-POST' }],
      signingCertificates: [{ bits: 2048 }],
    });
  });

  test.each(mismatchCases(() => peer))(
    'does not fit when %s',
    async (_what, code, given, words) => {
      const outcome = await check(given());
      expect(codesOf(outcome)).toContain(code);
      expect(textsOf(outcome)).toContain(words);
      expect(outcome.mismatches).toBeGreaterThan(0);
    },
  );

  test('names a clock that differs by minutes', async () => {
    const source: Server = createServer((_req, res) => {
      res.setHeader('Date', new Date(Date.now() - 300_000).toUTCString()).end(peer.good);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => source.once('listening', resolve));
    const { port } = source.address() as AddressInfo;
    const outcome = await check({ provider: { metadata: `http://127.0.0.1:${port}/` } });
    source.close();
    expect(textsOf(outcome)).toMatch(/clock is (299|300|301) seconds ahead/);
  });
});

describe('what identity providers read of us', () => {
  test.each<[string, string[], () => Record<string, string>]>([
    [
      'that nobody answers',
      ['own-metadata-unreachable'],
      () => ({ BASE_URL: 'http://localhost:9' }),
    ],
    [
      'another entityID',
      ['own-metadata-entity'],
      () => ({ SAML_ENTITY_ID: 'https://portal.example' }),
    ],
    [
      'another address',
      ['own-metadata-entity', 'own-metadata-acs'],
      () => ({ BASE_URL: portal.origin.replace('localhost', '127.0.0.1') }),
    ],
    [
      'another portal’s keys',
      ['own-metadata-signing', 'own-metadata-encryption'],
      () => ({ SAML_KEY_FILE: otherKeys.keyFile, SAML_CERT_FILE: otherKeys.certFile }),
    ],
    ['nothing that we could open', ['own-keys'], () => ({ SAML_CERT_FILE: otherKeys.certFile })],
  ])('is found to be %s', async (_what, codes, environment) => {
    expect((await check({ environment: environment() })).own.map(({ code }) => code)).toEqual(
      codes,
    );
  });
});

describe('the command', () => {
  const run = (given: Given = {}, ...words: string[]) =>
    new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
      const command = ['src/auth/saml-command.ts', 'check', ...words];
      const env = environmentOf(given);
      const child = execFile(process.execPath, command, { env }, (_error, stdout, stderr) => {
        resolve({ status: child.exitCode ?? -1, stdout, stderr });
      });
    });

  test('prints both sides and leaves with 0 when they fit', async () => {
    const { status, stdout } = await run({
      metadata: peer.good.replace(/ validUntil="[^"]*"/, ''),
    });
    expect(stdout).toContain('Its metadata offers:');
    expect(stdout).toMatch(/No mismatch\.\n$/);
    expect(status).toBe(0);
  });

  test('names each mismatch, as JSON in the last line, and leaves with 1', async () => {
    const { status, stdout } = await run(
      { provider: { binding: 'post', levels: ['x'] } },
      '--json',
      '--offline',
    );
    const outcome = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as SamlCheck;
    expect(codesOf(outcome)).toEqual(['metadata-ends', 'level', 'level']);
    expect(stdout).toContain('WRONG (level): For signIn we accept x and ask for x');
    expect(status).toBe(1);
  });

  test('says so when no identity provider is set up', async () => {
    const { status, stdout } = await run({ environment: { SAML_PROVIDERS_FILE: '' } });
    expect(stdout).toContain('None is set up: give SAML_IDP_METADATA');
    expect(status).toBe(1);
  });

  test('says what is wrong with the settings themselves', async () => {
    const { status, stderr } = await run({ provider: { binding: 'soap' } });
    expect(stderr).toContain('providers.0.binding');
    expect(status).toBe(1);
  });
});
