import type { Connection } from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { rawRequest } from '../support/raw-request.ts';
import { serveApp } from '../support/serve-app.ts';

let portal: TestPortal;
/** With the embedded store, whichever MongoDB other tests run on. */
beforeAll(async () => {
  portal = await startTestPortal({ environment: { MONGODB_URI: '' } });
});
afterAll(() => portal.close());

/** A document that a collection holds already. */
const twin = { _id: 'login-of-anna' as never, login: 'login-of-anna' };

const inTransaction = (connection: Connection) =>
  connection.transaction((session) =>
    connection.collection('things').insertOne({ a: 1 }, { session }),
  );

const inChangeStream = (connection: Connection) => connection.watch().next();

/** Asks the store for something as a page does; answers what the log says of the fault. */
const faultOf = async (ask: (connection: Connection) => Promise<unknown>) => {
  const { services } = portal;
  expect(services.store.kind).toBe('embedded');
  const asks = () => ask(services.store.connection).then(Boolean);
  const checks = { ...services.health.checks, store: asks };
  const health = { ...services.health, checks };
  const server = await serveApp(createApp({ ...services, health }));
  const { status } = await rawRequest(server.origin, { method: 'GET', path: '/health/ready' });
  await server.close();
  expect(status).toBe(500);
  const lines = portal.logText().trim().split('\n');
  return lines.findLast((line) => line.includes('"fault"')) ?? '';
};

test.each([
  [
    'a transaction',
    20,
    'Transaction numbers are only allowed on a replica set member or mongos',
    inTransaction,
  ],
  [
    'a change stream',
    40573,
    'The $changeStream stage is only supported on replica sets',
    inChangeStream,
  ],
])('a page that asks the store for %s leaves its refusal in the log', async (...given) => {
  const [, code, message, ask] = given;
  const fault = await faultOf(ask);
  expect(fault).toContain(message);
  expect(fault).toContain(`"code":${code}`);
});

test.each([
  ['one', (connection: Connection) => connection.collection('things').insertOne(twin)],
  ['several', (connection: Connection) => connection.collection('things').insertMany([twin])],
])(
  'a key that is taken is in the log by its name, and without its value (%s)',
  async (_, insert) => {
    await portal.services.store.connection
      .collection('things')
      .replaceOne(twin, twin, { upsert: true });
    const fault = await faultOf(insert);
    expect(fault).toMatch(
      /"code":11000.*E11000 duplicate key error.*_id_|E11000.*_id_.*"code":11000/,
    );
    expect(fault).not.toContain(twin.login);
  },
);
