import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createIdentityProvider,
  createIdentityProviderKeys,
} from '../../src/dev/identity-provider/index.ts';
import { createIdentityProviders } from '../../src/auth/index.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let file: string;
beforeAll(async () => {
  portal = await startTestPortal();
  file = join(portal.dataDir, 'identity-provider.xml');
});
afterAll(() => portal.close());

/** What another process of the same portal makes of the settings, as it starts. */
const anotherStart = async (entityId?: string) => {
  const { services, config } = portal;
  const list = config.saml.providers.map((one) => ({
    ...one,
    metadata: { ...one.metadata, entityId },
  }));
  const { connection } = services.store;
  const providers = createIdentityProviders({
    list,
    connection,
    audit: services.auth.audit,
    logger: services.logger,
  });
  await providers.start();
  await providers.refresh();
  providers.stop();
  return providers;
};

const changes = () =>
  portal.services.store.connection
    .collection('audit')
    .find({ action: 'metadata.changed' })
    .sort({ _id: 1 })
    .toArray();

test('what is read for the first time is in the audit once, however many processes read it', async () => {
  const kept = portal.services.store.connection.collection('identity-provider-metadata');
  await kept.deleteMany({});
  await Promise.all([anotherStart(), anotherStart(), anotherStart()]);
  const seen = await changes();
  expect(seen).toHaveLength(2);
  expect(seen[1]?.details).toMatchObject({ provider: 'bankid', certificates: 1 });
});

test('new keys in it are audited, and a later validUntil is not', async () => {
  const keys = await createIdentityProviderKeys();
  const renewed = createIdentityProvider({ baseUrl: 'http://127.0.0.1:1', keys });
  writeFileSync(file, renewed.metadata());
  await anotherStart();
  writeFileSync(file, renewed.metadata());
  await anotherStart();
  expect(await changes()).toHaveLength(3);
});

test('while the source is gone the last good copy is used, but not for another entity', async () => {
  rmSync(file);
  const started = await anotherStart();
  expect(started.ready()).toBe(true);
  expect(started.find('bankid').metadata.ssoUrl).toBe('http://127.0.0.1:1/sso');
  expect((await anotherStart('https://other.example')).ready()).toBe(false);
});

test('metadata that has ended replaces no good copy, and is tried for again', async () => {
  const [good] = portal.config.saml.providers;
  await anotherStart();
  const ended = createIdentityProvider({
    baseUrl: 'http://127.0.0.1:1',
    keys: await createIdentityProviderKeys(),
  })
    .metadata()
    .replace('<md:EntityDescriptor ', '$&validUntil="2020-01-01T00:00:00Z" ');
  const before = (await anotherStart()).find(good?.id ?? '').metadata;
  writeFileSync(file, ended);
  const providers = await anotherStart();
  expect(providers.find(good?.id ?? '').metadata).toEqual(before);
  expect(providers.health()[0]?.failures).toBeGreaterThan(0);
});
