import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startPortalProcess } from '../../bench/support/portal-process.ts';
import {
  createAuditLog,
  createAuditReader,
  createForwardStore,
  createRecordForwarder,
} from '../../src/audit/index.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { indexesReady } from '../../src/platform/store-connection.ts';
import { openTestStore } from '../directory/open-test-store.ts';
import { strangersPersonalNumber } from '../support/small-roster.ts';
import { identityFor, trustedIdentity } from './tls-identity.ts';

interface Told {
  number: number;
  action: string;
  priority: string;
}

/** A syslog server that reads frames by their count of octets, and can hang up or be away. */
const listen = async (identity?: { privateKeyPem: string; certificatePem: string }, port = 0) => {
  const told: Told[] = [];
  const sockets = new Set<Socket>();
  let text = '';
  const hear = (socket: Socket) => {
    let bytes: Buffer = Buffer.alloc(0);
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      for (;;) {
        const [head = '', count = ''] = /^(\d+) /.exec(bytes.subarray(0, 9).toString()) ?? [];
        const end = head.length + Number(count);
        if (head === '' || bytes.length < end) return;
        const line = bytes.subarray(head.length, end).toString();
        bytes = bytes.subarray(end);
        text += line;
        const parts = /^<(\d+)>1 \S+Z \S+ sakerhetsporten \d+ audit - (\{.*\})$/.exec(line);
        if (!parts) continue;
        const record = JSON.parse(parts[2] ?? '') as { number: number; action: string };
        told.push({ ...record, priority: parts[1] ?? '' });
      }
    });
  };
  const server: Server = identity
    ? createTlsServer({ key: identity.privateKeyPem, cert: identity.certificatePem }, hear)
    : createServer(hear);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const hangUp = () => sockets.forEach((socket) => socket.destroy());
  onTestFinished(() => {
    hangUp();
    server.close();
  });
  return {
    told,
    text: () => text,
    numbers: () => [...new Set(told.map(({ number }) => number))],
    port: (server.address() as AddressInfo).port,
    hangUp,
    goAway: async () => {
      hangUp();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
};

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('a syslog server that is told of every record', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  let audit: ReturnType<typeof createAuditLog>;
  beforeAll(async () => {
    store = await openTestStore();
    audit = createAuditLog(store.connection, Buffer.alloc(32, 7));
    await indexesReady(store.connection);
  });
  afterAll(() => store.close());

  const record = (result: 'ok' | 'refused' | 'failed' = 'ok') =>
    audit.record({ action: 'audit.viewed', result });

  const forwarder = (address: string) => {
    const { connection } = store;
    const created = createRecordForwarder({
      address,
      reader: createAuditReader(connection),
      forwards: createForwardStore(connection),
      logger: createLogger({ level: 'silent' }),
    });
    created.start();
    onTestFinished(() => created.stop());
    return created;
  };

  test.each(['tcp', 'tls'] as const)(
    'hears them over %s in their order, as grave as they are',
    async (by) => {
      const server = await listen(by === 'tls' ? await trustedIdentity() : undefined);
      await record('ok');
      await record('refused');
      const last = await record('failed');
      forwarder(`${by}://127.0.0.1:${server.port}`);
      await expect.poll(() => server.numbers()).toEqual(upTo(last));
      expect(server.told.slice(-3).map(({ priority }) => priority)).toEqual(['109', '108', '107']);
    },
  );

  test('hears nothing when nobody vouches for its certificate, and that is warned of', async () => {
    const server = await listen(await identityFor('127.0.0.1'));
    await record();
    const { warnings } = forwarder(`tls://127.0.0.1:${server.port}`);
    await expect.poll(warnings).toEqual(['the audit log cannot be told to syslog']);
    expect(server.text()).toBe('');
  });

  test('misses nothing when it hangs up, or is away for a while', async () => {
    const server = await listen();
    const { warnings } = forwarder(`tcp://127.0.0.1:${server.port}`);
    const first = await record();
    await expect.poll(() => server.numbers()).toEqual(upTo(first));
    server.hangUp();
    const second = await record();
    await expect.poll(() => server.numbers(), { timeout: 8000 }).toEqual(upTo(second));
    await server.goAway();
    const third = await record();
    await expect.poll(warnings, { timeout: 8000 }).toHaveLength(1);
    const back = await listen(undefined, server.port);
    await expect.poll(() => back.numbers().at(-1), { timeout: 10_000 }).toBe(third);
    const missed = upTo(third).filter((n) => ![...server.numbers(), ...back.numbers()].includes(n));
    expect(missed).toEqual([]);
    expect(warnings()).toEqual([]);
  });

  test('is told by one process at a time, and by the next from where the first came to', async () => {
    const server = await listen();
    const address = `tcp://127.0.0.1:${server.port}`;
    const one = forwarder(address);
    const other = forwarder(address);
    const last = await record();
    await expect.poll(() => server.numbers()).toEqual(upTo(last));
    expect(server.told).toHaveLength(last);
    await one.stop();
    await other.stop();
    forwarder(address);
    const next = await record();
    await expect.poll(() => server.told.map(({ number }) => number)).toEqual(upTo(next));
  });
});

test('a portal that is killed leaves nothing out, and tells no personal number', async () => {
  const server = await listen();
  const portal = await startPortalProcess(20, {
    environment: { AUDIT_SYSLOG: `tcp://127.0.0.1:${server.port}` },
  });
  onTestFinished(portal.stop);
  const knock = () =>
    fetch(`${portal.url}/logg?namn=${strangersPersonalNumber}`, { redirect: 'manual' });
  const count = () => server.numbers().length;
  await knock();
  await fetch(`${portal.url}/saml/acs`, {
    method: 'POST',
    body: new URLSearchParams({ SAMLResponse: 'x' }),
  });
  await expect.poll(count, { timeout: 5000 }).toBeGreaterThan(1);
  await portal.kill();
  const before = count();
  await portal.restart();
  await fetch(`${portal.url}/saml/acs`, {
    method: 'POST',
    body: new URLSearchParams({ SAMLResponse: 'y' }),
  });
  await expect.poll(count, { timeout: 20_000 }).toBeGreaterThan(before);
  expect(server.numbers().toSorted((a, b) => a - b)).toEqual(upTo(count()));
  for (const { personalNumber } of portal.people)
    expect(server.text()).not.toContain(personalNumber);
});
