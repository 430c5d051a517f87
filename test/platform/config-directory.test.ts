import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { problemsOf } from '../support/config-problems.ts';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'portal-config-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const file = (name: string, text: string) => {
  const path = join(dir, name);
  writeFileSync(path, text);
  return path;
};

const certificate = '-----BEGIN ' + 'CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

const ad = () => ({
  DATA_DIR: dir,
  DIRECTORY: 'ad',
  DIRECTORY_URLS: ' ldaps://dc1.kommun.se  ldaps://dc2.kommun.se:3269 ',
  DIRECTORY_CA_FILE: file('ca.pem', certificate),
  DIRECTORY_BASE: 'OU=Personal,DC=kommun,DC=se',
  DIRECTORY_BIND_DN: 'CN=portal,DC=kommun,DC=se',
  DIRECTORY_BIND_PASSWORD_FILE: file('password', 'Portalens eget ord\n'),
});

test('nothing said means the portal’s own directory, in the demo', () => {
  expect(loadConfig({ DATA_DIR: dir }).directory).toEqual({ kind: 'builtin' });
});

test('Active Directory is described whole, its password in a file', () => {
  expect(loadConfig(ad()).directory).toMatchObject({
    kind: 'ad',
    urls: ['ldaps://dc1.kommun.se', 'ldaps://dc2.kommun.se:3269'],
    ca: certificate,
    bind: { dn: 'CN=portal,DC=kommun,DC=se', password: 'Portalens eget ord' },
    base: 'OU=Personal,DC=kommun,DC=se',
    match: 'employeeNumber',
    login: 'userPrincipalName',
    asciiOnly: false,
    connections: 10,
  });
  const own = {
    DIRECTORY_MATCH_ATTRIBUTE: 'samaccountname',
    DIRECTORY_LOGIN_ATTRIBUTE: 'sAMAccountName',
    DIRECTORY_ASCII_PASSWORDS: 'true',
    DIRECTORY_CONNECTIONS: '3',
  };
  expect(loadConfig({ ...ad(), ...own }).directory).toMatchObject({
    match: 'sAMAccountName',
    login: 'sAMAccountName',
    asciiOnly: true,
    connections: 3,
  });
});

test('OpenLDAP has attributes of its own', () => {
  const { directory } = loadConfig({ ...ad(), DIRECTORY: 'openldap', DIRECTORY_POLICY_DN: 'cn=p' });
  expect(directory).toMatchObject({
    kind: 'openldap',
    match: 'employeeNumber',
    login: 'uid',
    policyDn: 'cn=p',
  });
});

const entra = () => ({
  DATA_DIR: dir,
  DIRECTORY: 'entra',
  ENTRA_TENANT_ID: 'kommun.onmicrosoft.com',
  ENTRA_CLIENT_ID: 'portal',
  ENTRA_CLIENT_SECRET: 'hemligt',
});

test('Entra ID takes a secret or a certificate', () => {
  expect(loadConfig(entra()).directory).toMatchObject({
    kind: 'entra',
    tenantId: 'kommun.onmicrosoft.com',
    credential: { kind: 'secret', secret: 'hemligt' },
    match: 'employeeId',
  });
  const pair = { ENTRA_KEY_FILE: file('key', 'k'), ENTRA_CERT_FILE: file('cert', 'c') };
  expect(loadConfig({ ...entra(), ...pair }).directory).toMatchObject({
    credential: { kind: 'certificate', privateKeyPem: 'k', certificatePem: 'c' },
  });
  const half = { ENTRA_KEY_FILE: pair.ENTRA_KEY_FILE };
  expect(problemsOf({ ...entra(), ...half })).toContain('go together');
  const none = { ENTRA_CLIENT_SECRET: undefined };
  expect(problemsOf({ ...entra(), ...none })).toContain('ENTRA_CLIENT_SECRET is missing');
});

test('Active Directory may be synchronised to Entra ID', () => {
  expect(loadConfig(ad()).directory).toMatchObject({ entra: null });
  const both = { ...entra(), ...ad() };
  expect(loadConfig(both).directory).toMatchObject({ kind: 'ad', entra: { clientId: 'portal' } });
});

test('every missing key is named at once', () => {
  const problems = problemsOf({ DATA_DIR: dir, DIRECTORY: 'ad' });
  for (const key of ['URLS', 'CA_FILE', 'BASE', 'BIND_DN', 'BIND_PASSWORD'])
    expect(problems).toContain(`DIRECTORY_${key} is missing`);
});

test.each([
  ['a plaintext server', { DIRECTORY_URLS: 'ldap://dc1.kommun.se' }, 'DIRECTORY_URLS'],
  [
    'a plaintext server beside a safe one',
    { DIRECTORY_URLS: 'ldaps://dc1.kommun.se ldap://dc2.kommun.se' },
    'DIRECTORY_URLS',
  ],
  [
    'an address with more in it',
    { DIRECTORY_URLS: 'ldaps://dc1.kommun.se/DC=se' },
    'DIRECTORY_URLS',
  ],
  ['no server', { DIRECTORY_URLS: '  ' }, 'DIRECTORY_URLS'],
  ['a CA file that is not there', { DIRECTORY_CA_FILE: '/nowhere.pem' }, 'DIRECTORY_CA_FILE'],
  [
    'a CA file without a certificate',
    { DIRECTORY_CA_FILE: import.meta.filename },
    'DIRECTORY_CA_FILE',
  ],
  [
    'a password file that is not there',
    { DIRECTORY_BIND_PASSWORD_FILE: '/nowhere' },
    'DIRECTORY_BIND_PASSWORD_FILE',
  ],
  [
    'an attribute of another kind',
    { DIRECTORY_MATCH_ATTRIBUTE: 'uid' },
    'DIRECTORY_MATCH_ATTRIBUTE',
  ],
  ['another kind of directory', { DIRECTORY: 'novell' }, 'DIRECTORY'],
  ['neither yes nor no', { DIRECTORY_ASCII_PASSWORDS: 'perhaps' }, 'DIRECTORY_ASCII_PASSWORDS'],
])('%s is refused', (_what, change, key) => {
  expect(problemsOf({ ...ad(), ...change })).toContain(key);
});
