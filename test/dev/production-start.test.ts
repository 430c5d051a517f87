import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoKeyPair, readKeyPair } from '../../src/dev/demo-keys.ts';
import { createIdentityProvider } from '../../src/dev/identity-provider/index.ts';
import { openStore } from '../../src/platform/store-connection.ts';
import { freePort } from '../support/free-port.ts';
import { endAll, failedStart, isOpen, startDemo } from './demo-process.ts';

let dir: string;
let ports: { PORT: string; IDP_PORT: string };
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'portal-production-'));
  ports = { PORT: String(await freePort()), IDP_PORT: String(await freePort()) };
});
afterAll(() => {
  endAll();
  rmSync(dir, { recursive: true, force: true });
});

const mode = { PORTAL_MODE: 'production', DEMO_EMPLOYEES: '5' };
const write = (name: string, text: string) => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};

test('in production, a start without settings names every one that is missing and leaves nothing behind', async () => {
  const dataDir = join(dir, 'none');
  const { code, out, err } = await failedStart({ ...mode, ...ports, DATA_DIR: dataDir });
  expect([code, out]).toEqual([1, '']);
  const missing = [...err.matchAll(/^ {2}- (\w+) is missing/gm)].map(([, name]) => name);
  expect(missing.toSorted()).toEqual([
    'AUDIT_KEY',
    'BASE_URL',
    'DIRECTORY',
    'ORG_ALARM_PHONE',
    'ORG_REPORT_MAIL',
    'ORG_SUPPORT_PHONE',
    'PERSON_KEY',
    'SAML_CERT_FILE',
    'SAML_IDP_METADATA',
    'SAML_KEY_FILE',
    'SESSION_SECRET',
    'TRUST_PROXY',
  ]);
  expect(err.trim().split('\n')).toHaveLength(missing.length + 1);
  expect(existsSync(dataDir)).toBe(false);
});

test('in production there is neither a development identity provider nor an invented person', async () => {
  const keys = process.env.TEST_KEYS ?? dir;
  const provider = createIdentityProvider({
    baseUrl: 'http://127.0.0.1:1',
    keys: readKeyPair(await demoKeyPair(keys, 'identity-provider', 2048)),
  });
  const own = await demoKeyPair(keys, 'portal', 3072);
  const dataDir = join(dir, 'data');
  const portal = await startDemo({
    ...mode,
    ...ports,
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    BASE_URL: 'https://portal.example.se',
    SESSION_SECRET: 's'.repeat(32),
    PERSON_KEY_FILE: write('person-key', 'p'.repeat(43)),
    AUDIT_KEY: 'a'.repeat(32),
    SAML_IDP_METADATA: write('idp.xml', provider.metadata()),
    SAML_KEY_FILE: own.keyFile,
    SAML_CERT_FILE: own.certFile,
    DIRECTORY: 'builtin',
    TRUST_PROXY: '1',
    ORG_SUPPORT_PHONE: '0900-170 0001',
    ORG_ALARM_PHONE: '0900-170 0002',
    ORG_REPORT_MAIL: 'anmal@example.se',
  });
  expect((await fetch(`${portal.origin}/health/ready`)).status).toBe(200);
  expect(await isOpen(Number(ports.IDP_PORT))).toBe(false);
  expect(await portal.end('SIGTERM')).toBe(0);
  expect(existsSync(join(dataDir, 'demo-keys'))).toBe(false);
  const { connection, close } = await openStore({ mongodbUri: undefined, dataDir });
  expect(await connection.collection('employees').countDocuments()).toBe(0);
  await close();
});
