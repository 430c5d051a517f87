import { readFileSync, writeFileSync } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runningStoreUri, startEmbeddedStore } from '../../../src/platform/embedded-store/index.ts';
import { rejection, temporaryFolder } from './open-store.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(async () => {
  await folder.remove();
});

describe('The data folder', () => {
  it('is made when missing, keeps the data, and only its owner gets in', async () => {
    const dataDir = join(folder.path, 'new', 'data');
    const store = await startEmbeddedStore({ dataDir });
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
    expect((await stat(store.socketPath)).mode & 0o777).toBe(0o600);
    for (const name of ['store.sqlite', 'store.sqlite-wal', 'store.lock'])
      expect((await stat(join(dataDir, name))).mode & 0o777, name).toBe(0o600);
    const client = await MongoClient.connect(store.uri);
    await client.db().collection('things').insertOne({ a: 1 });
    await client.close();
    await store.close();
    expect(await readdir(dataDir)).toEqual(['store.lock', 'store.sqlite']);

    const again = await startEmbeddedStore({ dataDir });
    const second = await MongoClient.connect(again.uri);
    expect(await second.db().collection('things').countDocuments({ a: 1 })).toBe(1);
    await second.close();
    await again.close();
  });

  it('serves one store at a time, and says which process has it', async () => {
    const store = await startEmbeddedStore({ dataDir: folder.path });
    const { message } = await rejection(startEmbeddedStore({ dataDir: folder.path }));
    expect(message).toBe(`The data folder ${folder.path} is in use by process ${process.pid}.`);
    expect(await runningStoreUri(folder.path)).toBe(store.uri);
    await store.close();
    expect(await runningStoreUri(folder.path)).toBeNull();
  });

  it('that cannot be made is named in one line', async () => {
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    const { message } = await rejection(startEmbeddedStore({ dataDir: join(file, 'data') }));
    expect(message).toMatch(/^The data folder \S+ cannot be written \(ENOTDIR\)\.$/);
  });

  it('with a very long name is served from a socket elsewhere', async () => {
    const dataDir = join(folder.path, 'x'.repeat(120));
    const store = await startEmbeddedStore({ dataDir });
    expect(store.socketPath.startsWith(dataDir)).toBe(false);
    expect(await runningStoreUri(dataDir)).toBe(store.uri);
    await (await MongoClient.connect(store.uri)).close();
    await store.close();
    await expect(stat(join(store.socketPath, '..'))).rejects.toThrow('ENOENT');
  });

  const damage = (path: string): void => writeFileSync(path, 'x'.repeat(5000));
  const writeLaterVersion = (path: string): void => {
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 99; PRAGMA application_id = 0x53505354');
    database.close();
  };

  const writeForeign = (path: string): void => {
    const database = new DatabaseSync(path);
    database.exec('CREATE TABLE letters (text)');
    database.close();
  };

  it.each([
    ['damaged', damage, /file is not a database/],
    ['another program’s', writeForeign, /another program wrote it/],
    ['of a later version', writeLaterVersion, /data format 99/],
  ])('with a file that is %s is refused and left alone', async (_case, spoil, reason) => {
    const file = join(folder.path, 'store.sqlite');
    spoil(file);
    const before = readFileSync(file);
    const { message } = await rejection(startEmbeddedStore({ dataDir: folder.path }));
    expect(message).toMatch(reason);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(await runningStoreUri(folder.path)).toBeNull();
  });
});
