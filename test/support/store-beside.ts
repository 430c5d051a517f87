import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { startEmbeddedStore } from '../../src/platform/embedded-store/index.ts';
import { dropTestDatabase, testDatabaseUri } from './test-database.ts';

/** Where a MongoDB listens: the first of its hosts, or its socket. */
const addressOf = (uri: string): { path: string } | { host: string; port: number } => {
  const client = new mongo.MongoClient(uri);
  const { socketPath, host, port } = client.options.hosts[0] ?? {};
  return socketPath === undefined
    ? { host: host ?? '', port: port ?? 27_017 }
    : { path: socketPath };
};

/** Passes bytes on between a port of its own and an address, until it is cut. */
const openRelay = async (address: ReturnType<typeof addressOf>) => {
  const sockets = new Set<Socket>();
  const relay = createServer((near) => {
    const far = connect(address);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => relay.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = relay.address() as AddressInfo;
  return {
    port,
    cut: () =>
      new Promise<void>((resolve) => {
        relay.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    mend: () => listen(port),
  };
};

const parts = /^mongodb:\/\/([^/?@]*@)?[^/?]+(\/[^?]*)?(?:\?(.*))?$/;

/** The same store by way of a port of this machine. */
const throughPort = (uri: string, port: number, options: Record<string, string>): string => {
  const [, user = '', path = '/', query = ''] = parts.exec(uri) ?? [];
  const given = Object.fromEntries(new URLSearchParams(query));
  const all = new URLSearchParams({ ...given, directConnection: 'true', ...options });
  return `mongodb://${user}127.0.0.1:${port}${path}?${all.toString()}`;
};

/**
 * A store that runs beside the portal and on its own: a database in the MongoDB of TEST_MONGODB_URI,
 * or an embedded store. The way to it can be cut and mended; `options`: more of its URI.
 */
export const openStoreBeside = async (options: Record<string, string> = {}) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'store-beside-'));
  const database = testDatabaseUri();
  const own = database === undefined ? await startEmbeddedStore({ dataDir }) : undefined;
  const target = database ?? own?.uri ?? '';
  const { port, cut, mend } = await openRelay(addressOf(target));
  return {
    uri: throughPort(target, port, options),
    cut,
    mend,
    close: async () => {
      await cut();
      await dropTestDatabase(database);
      await own?.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

export type StoreBeside = Awaited<ReturnType<typeof openStoreBeside>>;
