import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createIdentityProviderMetadata } from '../../src/auth/identity-provider-metadata.ts';
import {
  createIdentityProvider,
  createIdentityProviderKeys,
} from '../../src/dev/identity-provider/index.ts';
import { createLogger } from '../../src/platform/logger.ts';

const logger = createLogger({ level: 'silent' });
const keys = await createIdentityProviderKeys();
const xml = createIdentityProvider({ baseUrl: 'https://idp.example', keys }).metadata();
const dated = (until: Date) =>
  xml
    .replace(/ validUntil="[^"]*"/, '')
    .replace(' entityID=', ` validUntil="${until.toISOString()}" entityID=`);

/** Keeps nothing; what is kept is tested in kept-metadata.test.ts. */
const forgetful = { find: () => Promise.resolve(null), keep: () => Promise.resolve() };

const open: (Server | { stop: () => void })[] = [];
afterEach(() => {
  for (const one of open.splice(0)) {
    if ('stop' in one) one.stop();
    else one.close();
  }
});

const serve = async (listener: RequestListener) => {
  const server = createServer(listener);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`;
};

const hold = (source: string) => {
  const held = createIdentityProviderMetadata({
    source,
    logger,
    firstRetryMs: 10,
    memory: forgetful,
  });
  open.push(held);
  return held;
};

describe('the metadata at hand', () => {
  test('is there after the start', async () => {
    const held = hold(await serve((_req, res) => res.end(xml)));
    expect(held.current()).toBeNull();
    await held.start();
    expect(held.current()?.entityId).toBe('https://idp.example/metadata');
  });

  test('is not taken from a source that sends without end, packed or not', async () => {
    const packed = gzipSync(Buffer.alloc(200_000_000, ' '));
    const heard: string[] = [];
    const destination = new Writable({
      write: (line: Buffer, _encoding, done) => {
        heard.push(line.toString());
        done();
      },
    });
    const source = await serve((_req, res) => {
      res.setHeader('Content-Encoding', 'gzip');
      res.end(packed);
    });
    const held = createIdentityProviderMetadata({
      source,
      memory: forgetful,
      logger: createLogger({ level: 'warn' }, destination),
    });
    open.push(held);
    await held.start();
    expect(held.current()).toBeNull();
    expect(heard.join('')).toContain('larger than 20 MB');
  });

  test('comes by itself when the source comes back', async () => {
    let up = false;
    const held = hold(
      await serve((_req, res) => {
        res.statusCode = up ? 200 : 500;
        res.end(up ? xml : '');
      }),
    );
    await held.start();
    expect(held.current()).toBeNull();
    up = true;
    await vi.waitFor(() => expect(held.current()).not.toBeNull());
  });

  test('is kept when the source breaks', async () => {
    let answer = xml;
    const held = hold(await serve((_req, res) => res.end(answer)));
    await held.start();
    answer = '<broken';
    await held.start();
    expect(held.current()?.entityId).toBe('https://idp.example/metadata');
  });

  test('is not used after its validUntil', async () => {
    const held = hold(await serve((_req, res) => res.end(dated(new Date(Date.now() - 1000)))));
    await held.start();
    expect(held.current()).toBeNull();
  });

  test('is not fetched from where a redirect leads', async () => {
    const elsewhere = await serve((_req, res) => res.end(xml));
    const held = hold(
      await serve((_req, res) => res.writeHead(302, { location: elsewhere }).end()),
    );
    await held.start();
    expect(held.current()).toBeNull();
  });
});
