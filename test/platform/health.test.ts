import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let dir: string;
let metadataFile: string;
/** The portal starts before the identity provider has published its metadata. */
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'portal-health-'));
  metadataFile = join(dir, 'metadata.xml');
  portal = await startTestPortal({ environment: { SAML_IDP_METADATA: metadataFile } });
});
afterAll(async () => {
  await portal.close();
  rmSync(dir, { recursive: true });
});

const ready = async () => {
  const response = await request(portal.origin).get('/health/ready');
  return { status: response.status, body: response.body as unknown };
};

test('the process says that it lives, to anybody, without a session', async () => {
  const response = await request(portal.origin).get('/health/live');
  expect([response.status, response.body]).toEqual([200, { status: 'ok' }]);
  expect(response.headers['set-cookie']).toBeUndefined();
  expect(response.headers['cache-control']).toBe('no-store');
});

describe('without the identity provider’s metadata', () => {
  test('the portal runs but is not ready, and says which part is missing', async () => {
    expect(await ready()).toEqual({
      status: 503,
      body: {
        status: 'not ready',
        checks: { store: true, content: true, identityProvider: false },
        warnings: ['identity provider bankid cannot be asked'],
      },
    });
  });

  test.each([
    ['sv', 'Det går inte att logga in just nu'],
    ['en', 'Nobody can log in right now'],
  ])('nobody signs in, and is told so in %s', async (language, words) => {
    const response = await portal.visitor(language).get('/auth/login');
    expect(response.status).toBe(503);
    expect(response.text).toContain(words);
  });
});

test('is ready as soon as the metadata is there, and tells no secrets', async () => {
  writeFileSync(metadataFile, portal.provider.metadata());
  await expect.poll(ready, { timeout: 15_000 }).toEqual({
    status: 200,
    body: {
      status: 'ok',
      checks: { store: true, content: true, identityProvider: true },
      // Valid for a week, and a file does not renew itself.
      warnings: [expect.stringMatching(/^metadata of bankid expires \d{4}-\d\d-\d\d$/)],
    },
  });
  expect((await portal.signIn('1001')).cookies.has('portal.sid')).toBe(true);
});
