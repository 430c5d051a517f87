import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configKeys } from '../../src/config-docs.ts';
import { loadConfig, loadDataConfig } from '../../src/config.ts';
import { problemsOf } from '../support/config-problems.ts';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'portal-config-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const file = (name: string, text: string) => {
  const path = join(dir, name);
  writeFileSync(path, text, { mode: 0o600 });
  return path;
};

const production = () => ({
  PORTAL_MODE: 'production',
  BASE_URL: 'https://portal.example.se/',
  DATA_DIR: join(dir, 'data'),
  SESSION_SECRET: 's'.repeat(32),
  PERSON_KEY_FILE: file('person-key', 'p'.repeat(43)),
  AUDIT_KEY: 'a'.repeat(32),
  SAML_IDP_METADATA: file('idp.xml', '<x/>'),
  SAML_KEY_FILE: file('key.pem', 'key'),
  SAML_CERT_FILE: file('cert.pem', 'cert'),
  DIRECTORY: 'builtin',
  TRUST_PROXY: '1',
  ORG_SUPPORT_PHONE: '0900-170 0001',
  ORG_ALARM_PHONE: '0900-170 0002',
  ORG_REPORT_MAIL: 'anmal@example.se',
});

describe('the settings in production', () => {
  it('are taken when whole', () => {
    const config = loadConfig(production());
    expect(config.baseUrl).toBe('https://portal.example.se');
    expect(config.personKey.secret.toString()).toBe('p'.repeat(43));
  });

  it('name every missing key at once', () => {
    const problems = problemsOf({ PORTAL_MODE: 'production', DATA_DIR: dir });
    for (const key of [
      'BASE_URL',
      'SESSION_SECRET',
      'PERSON_KEY',
      'AUDIT_KEY',
      'SAML_IDP_METADATA',
      'SAML_KEY_FILE',
      'SAML_CERT_FILE',
      'DIRECTORY',
      'TRUST_PROXY',
      'ORG_SUPPORT_PHONE',
      'ORG_ALARM_PHONE',
      'ORG_REPORT_MAIL',
    ])
      expect(problems).toContain(`${key} is missing`);
  });

  it.each([
    ['an http address', { BASE_URL: 'http://portal.example.se' }, 'https://'],
    ['an http address in capitals', { BASE_URL: 'HTTP://portal.example.se' }, 'https://'],
    ['an address with a path', { BASE_URL: 'https://portal.example.se/x' }, 'BASE_URL:'],
    ['an address with a password', { BASE_URL: 'https://a:b@portal.example.se' }, 'BASE_URL:'],
    ['an address that is none', { BASE_URL: 'portal.example.se' }, 'BASE_URL:'],
    ['to stand without the proxy that brings https', { TRUST_PROXY: '0' }, 'TRUST_PROXY'],
    ['a syslog server with no such port', { AUDIT_SYSLOG: 'udp://logg:99999' }, 'AUDIT_SYSLOG'],
    ['a syslog server by a protocol it lacks', { AUDIT_SYSLOG: 'http://logg:514' }, 'AUDIT_SYSLOG'],
    ['a short session secret', { SESSION_SECRET: 'short' }, 'SESSION_SECRET is shorter'],
    [
      'metadata from a URL without a pinned key',
      { SAML_IDP_METADATA: 'HTTPS://idp.example/m' },
      'SAML_IDP_METADATA_CERT_FILE',
    ],
    [
      'keys beside the data',
      { SAML_KEYS_DIR: 'data/keys', DATA_DIR: 'data' },
      'SAML_KEYS_DIR lies inside',
    ],
    ['a key file that is not there', { SAML_KEY_FILE: '/nowhere/key.pem' }, 'cannot be read'],
    [
      'to ask for breached passwords without TLS',
      { BREACHED_PASSWORDS_URL: 'http://breaches.example/range/' },
      'BREACHED_PASSWORDS_URL: must begin with https://',
    ],
    ['a port that is none', { PORT: 'many' }, 'PORT:'],
  ])('refuse %s', (_what, change, words) => {
    expect(problemsOf({ ...production(), ...change })).toContain(words);
  });

  it.each([
    ['is not there', () => join(dir, 'none.txt'), 'cannot be read'],
    ['holds words', () => file('words.txt', 'lösenord\n'.repeat(9)), 'begin with a SHA-1 hash'],
  ])('refuse a file of breached passwords that %s', (_what, path, words) => {
    const problems = problemsOf({ ...production(), BREACHED_PASSWORDS_FILE: path() });
    expect(problems).toContain('BREACHED_PASSWORDS_FILE');
    expect(problems).toContain(words);
  });

  it('refuse a second place of the audit log that lies beside the log', () => {
    const inside = { AUDIT_HEAD_FILE: join(dir, 'data', 'heads.log') };
    expect(problemsOf({ ...production(), ...inside })).toContain('AUDIT_HEAD_FILE lies inside');
  });

  it.each([
    ['as it stands', 'data', 'data/key'],
    ['in a folder with an odd name', 'data', 'data/..keys/key'],
    ['behind a link to the key', 'data', 'link-to-key'],
    ['behind a link to the folder', 'link-to-data', 'data/key'],
    ['behind another link to the folder', 'data', 'link-to-data/key'],
  ])('refuse a personal-number key that lies in the data folder, %s', (_where, folder, key) => {
    mkdirSync(join(dir, 'data', '..keys'), { recursive: true });
    for (const inside of ['data/key', 'data/..keys/key']) file(inside, 'p'.repeat(43));
    symlinkSync(join(dir, 'data/key'), join(dir, 'link-to-key'));
    symlinkSync(join(dir, 'data'), join(dir, 'link-to-data'));
    const paths = { DATA_DIR: join(dir, folder), PERSON_KEY_FILE: join(dir, key) };
    expect(problemsOf({ ...production(), ...paths })).toContain(
      'PERSON_KEY_FILE lies inside DATA_DIR',
    );
  });
});

describe('the settings of the demo', () => {
  it('make their own secrets once, for their owner only', () => {
    const first = loadDataConfig({ DATA_DIR: dir });
    const second = loadDataConfig({ DATA_DIR: dir });
    expect(second.personKey.secret).toEqual(first.personKey.secret);
    expect(first.personKey.secret.length).toBeGreaterThanOrEqual(32);
    expect(statSync(join(dir, 'demo-keys', 'person-key')).mode & 0o077).toBe(0);
  });

  it('listen on loopback and refuse any other address', () => {
    expect(loadConfig({ DATA_DIR: dir, HOST: '0.0.0.0' }).host).toBe('127.0.0.1');
    expect(problemsOf({ DATA_DIR: dir, BASE_URL: 'http://portal.example.se' })).toContain(
      'localhost',
    );
  });
});

it('every key has a meaning', () => {
  for (const { name, doc } of configKeys()) expect(doc, name).not.toBe('');
});

it('take one identity provider’s habits from a preset, key by key', () => {
  const { saml } = loadConfig({
    ...production(),
    SAML_PRESET: 'phenixid',
    SAML_PERSONAL_NUMBER_ATTRIBUTE: 'pnr',
  });
  expect(saml.entityCategories).toEqual([]);
  expect(saml.providers[0]).toMatchObject({
    attributes: { personalNumber: 'pnr' },
    signIn: { levels: ['urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract'] },
    encryptedAssertions: false,
  });
});

describe('the file of identity providers', () => {
  const withFile = (text: string) =>
    loadConfig({ ...production(), SAML_PROVIDERS_FILE: file('providers.yaml', text) });

  it('gives each provider what is usual where it says nothing, and finds its files beside itself', () => {
    file('pinned.pem', 'certificate');
    const [first] = withFile(`
providers:
  - id: bankid
    name: { sv: BankID, en: BankID }
    metadata: https://idp.example/metadata
    metadataCertificate: pinned.pem
    stepUp: { maxAuthenticationAgeMinutes: 5 }
`).saml.providers;
    expect(first).toMatchObject({
      metadata: { source: 'https://idp.example/metadata', pinnedCertificatePem: 'certificate' },
      attributes: { personalNumber: 'urn:oid:1.2.752.29.4.13' },
      signIn: { maxAuthenticationAgeMs: null },
      stepUp: { maxAuthenticationAgeMs: 300_000 },
      binding: 'redirect',
      encryptedAssertions: true,
    });
    expect(first?.stepUp.levels).toEqual(first?.signIn.levels);
  });

  it.each([
    ['a provider without a name', 'providers: [{ id: a, metadata: a.xml }]', 'providers.0.name'],
    ['a key that is not known', 'providers: [{ id: a, bindng: post }]', 'bindng'],
    ['nothing', '', 'SAML_PROVIDERS_FILE'],
    ['what is not YAML', 'providers: [', 'SAML_PROVIDERS_FILE'],
    [
      'two of one id',
      'providers: [&a { id: a, name: { sv: A, en: A }, metadata: a.xml }, *a]',
      'two providers have the id a',
    ],
    [
      'a URL that nobody signs for',
      'providers: [{ id: a, name: { sv: A, en: A }, metadata: "https://idp.example" }]',
      'metadataCertificate is missing for a',
    ],
  ])('with %s stops the start and says where', (_what, text, said) => {
    expect(() => withFile(text)).toThrow(said);
  });
});
