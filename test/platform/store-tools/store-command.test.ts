import { existsSync } from 'node:fs';
import { readdir, stat, truncate, writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArguments } from '../../../src/platform/store-tools/usage.ts';
import { makeIndex, temporaryFolder } from '../embedded-store/open-store.ts';
import { jsonOf, runStore, serveStore } from './store-process.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (name: string): string => join(folder.path, name);
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

const opens = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

interface Pair {
  _id: number;
  left: number;
  right: number;
}

/** Writes pairs that are equal in every document at every moment, until told to stop. */
const keepWriting = (client: MongoClient) => {
  const pairs = client.db().collection<Pair>('pairs');
  const state = { running: true };
  const written = (async () => {
    let n = 0;
    for (; state.running; n++) {
      await pairs.insertOne({ _id: n, left: 0, right: 0 });
      await pairs.updateMany({}, { $inc: { left: 1, right: 1 } });
    }
    return n;
  })();
  return () => {
    state.running = false;
    return written;
  };
};

describe('store serve', () => {
  it('says in one line where it accepts connections: on the socket alone, unless told a port', async () => {
    const store = await serveStore(['serve', '--data', inFolder('a')]);
    expect(store.line).toBe(`The store in ${inFolder('a')} accepts connections at ${store.uri}\n`);
    await (await MongoClient.connect(store.uri)).close();
    const second = await runStore(['serve', '--data', inFolder('a'), '--port', '0']);
    expect(second).toMatchObject({ code: 1, out: '' });
    expect(second.err).toContain(`is in use by process ${store.pid}`);
    const taken = ['--socket', inFolder('a/store.sock')];
    const third = await runStore(['serve', '--data', inFolder('b'), ...taken]);
    expect(third.err).toBe(`Another process listens on ${inFolder('a/store.sock')}.\n`);
    expect(await store.end()).toBe(0);
    expect(await readdir(inFolder('a'))).toEqual(['store.lock', 'store.sqlite']);
  });

  it('listens on the socket that is named, for its owner alone', async () => {
    const store = await serveStore([
      'serve',
      '--data',
      inFolder('a'),
      '--socket',
      inFolder('s.sock'),
    ]);
    expect((await stat(inFolder('s.sock'))).mode & 0o777).toBe(0o600);
    await (await MongoClient.connect(store.uri)).close();
    expect(await store.end()).toBe(0);
    expect(existsSync(inFolder('s.sock'))).toBe(false);
  });

  it('with a port listens on the loopback address and on no other', async () => {
    const store = await serveStore(['serve', '--data', inFolder('a'), '--port', '0']);
    const port = Number(new URL(store.uri).port);
    await (await MongoClient.connect(store.uri)).close();
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address && !address.internal && address.family === 'IPv4');
    for (const address of others) expect(await opens(port, address?.address ?? '')).toBe(false);
    expect(await store.end()).toBe(0);
  });
});

describe('store backup and restore', () => {
  it('copy a store at one moment while it is written to, and bring it back', async () => {
    const store = await serveStore(['serve', '--data', inFolder('live')]);
    const client = await MongoClient.connect(store.uri);
    await makeIndex(client.db().collection('pairs'), { left: 1 });
    const stop = keepWriting(client);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const backup = await runStore([
      'backup',
      inFolder('copy'),
      '--data',
      inFolder('live'),
      '--json',
    ]);
    const verified = await runStore(['verify', '--data', inFolder('live'), '--json']);
    const written = await stop();
    await client.close();
    expect(backup).toMatchObject({ code: 0, err: '' });
    expect((await stat(inFolder('copy'))).mode & 0o777).toBe(0o600);
    expect(jsonOf(verified)).toMatchObject({ collections: 1, faults: [] });

    const refused = await runStore(['restore', inFolder('copy'), '--data', inFolder('live')]);
    expect(refused.err).toContain(`is in use by process ${store.pid}`);
    await store.end();
    const unasked = await runStore(['restore', inFolder('copy'), '--data', inFolder('live')]);
    expect(unasked.err).toContain('holds a store already. With --replace it is put aside.');
    const replaced = [
      'restore',
      inFolder('copy'),
      '--data',
      inFolder('live'),
      '--replace',
      '--json',
    ];
    const restored = await runStore(replaced);
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(existsSync(String(jsonOf(restored).before))).toBe(true);

    const again = await serveStore(['serve', '--data', inFolder('live')]);
    const reader = await MongoClient.connect(again.uri);
    const pairs = await reader.db().collection<Pair>('pairs').find().sort({ _id: 1 }).toArray();
    expect(pairs.length).toBeGreaterThan(0);
    expect(pairs.length).toBeLessThan(written);
    for (const [n, { _id, left, right }] of pairs.entries())
      expect([_id, right]).toEqual([n, left]);
    await reader.close();
    await again.end();
  });

  it('refuse a damaged backup and change nothing', async () => {
    await truncate(inFolder('copy'), (await stat(inFolder('copy'))).size - 4096);
    const before = await readdir(inFolder('live'));
    const args = ['restore', inFolder('copy'), '--data', inFolder('live'), '--replace'];
    const { code, err } = await runStore(args);
    expect(code).toBe(1);
    expect(err).toMatch(/^The backup is damaged:|damaged/);
    expect(await readdir(inFolder('live'))).toEqual(before);
  });

  it('never write over a file', async () => {
    await writeFile(inFolder('mine'), 'mine');
    const { code, err } = await runStore(['backup', inFolder('mine'), '--data', inFolder('live')]);
    expect([code, err]).toEqual([1, `${inFolder('mine')} is there already.\n`]);
  });
});

describe('The command', () => {
  it('explains itself', async () => {
    const { code, out } = await runStore(['--help']);
    expect(code).toBe(0);
    for (const name of ['serve', 'verify', 'backup', 'restore', 'export', 'import'])
      expect(out).toContain(`\n  ${name} `);
  });

  it.each([
    ['nothing', []],
    ['an unknown command', ['repair']],
    ['an option of another command', ['verify', '--port', '1']],
    ['a port that is none', ['serve', '--port', 'x']],
    ['a backup without a target', ['backup']],
  ])('does not understand %s', (_case, args) => {
    expect(readArguments(args)).toBeUndefined();
  });

  it('shows how it is meant when it was not understood', async () => {
    const { code, out, err } = await runStore(['repair']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('Usage: npm run store');
  });

  it('says that there is no store, in one line', async () => {
    const { code, err } = await runStore(['verify', '--data', inFolder('none')]);
    expect([code, err.trim().split('\n').length]).toEqual([1, 1]);
    expect(err).toContain('There is no store');
  });

  it('leaves a MongoDB to its own tools', async () => {
    const MONGODB_URI = 'mongodb://127.0.0.1:1/portal';
    const { code, err } = await runStore(['verify'], { MONGODB_URI });
    expect([code, err.startsWith('MONGODB_URI is set')]).toEqual([1, true]);
  });
});
