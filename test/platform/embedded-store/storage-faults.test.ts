import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Collection, MongoClient } from 'mongodb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { writeDocument } from '../../../src/platform/embedded-store/bson/documents.ts';
import { startExpiry } from '../../../src/platform/embedded-store/expiry.ts';
import { startEmbeddedStore, verifyStore } from '../../../src/platform/embedded-store/index.ts';
import { indexFromDescription } from '../../../src/platform/embedded-store/storage/index-spec.ts';
import { openStore, type Store } from '../../../src/platform/embedded-store/store.ts';
import { byId, makeIndex, rejection, temporaryFolder } from './open-store.ts';

const program = new URL('./store-process.ts', import.meta.url).pathname;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const cleanUp: (() => void)[] = [];
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) step();
  await folder.remove();
});

/** A file system of a few megabytes; undefined where this process may not mount one. */
const smallDisk = (megabytes: number): string | undefined => {
  const path = join(folder.path, 'disk');
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], {
      stdio: 'ignore',
    });
  } catch {
    return undefined;
  }
  cleanUp.push(() => execFileSync('umount', ['--lazy', path]));
  return path;
};

/**
 * A store that may write only so much: on a full disk, or, where none can be mounted, in a process
 * that may make no file larger.
 */
const startLimited = async (megabytes: number) => {
  const disk = smallDisk(megabytes);
  const dataDir = disk ?? join(folder.path, 'data');
  const limit = `trap '' XFSZ; ulimit -f ${megabytes * 1024}; exec "$0" "$1" "$2"`;
  const child = disk
    ? spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
    : spawn('bash', ['-c', limit, process.execPath, program, dataDir], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
  cleanUp.push(() => child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const client = await MongoClient.connect(line.toString().trim());
  return { dataDir, isFull: disk !== undefined, child, client };
};

const filler = 'x'.repeat(50_000);

interface Row {
  _id: number;
  twin: number;
  filler?: string;
}

/** Writes until the disk has no room; answers how many were acknowledged, and what was said then. */
const fillUp = async (rows: Collection<Row>): Promise<[number, Record<string, unknown>]> => {
  for (let n = 0; n < 1000; n++) {
    try {
      await rows.insertOne({ _id: n, twin: n, filler });
    } catch (error) {
      return [n, error as Record<string, unknown>];
    }
  }
  throw new Error('The disk never filled up.');
};

it('a full disk refuses writes in plain words, loses nothing, reads on, and writes again when there is room', async () => {
  const { dataDir, isFull, child, client } = await startLimited(6);
  const rows = client.db().collection<Row>('rows');
  await makeIndex(rows, { twin: 1 }, { unique: true });
  const [written, refusal] = await fillUp(rows);
  expect(written).toBeGreaterThan(10);
  expect(String(refusal.message)).toMatch(/nothing was changed/);
  if (isFull) expect(refusal).toMatchObject({ code: 14031, codeName: 'OutOfDiskSpace' });

  const again = rows.updateMany({}, { $set: { filler: `${filler}y` }, $inc: { twin: 1000 } });
  expect(String((await rejection(again)).message)).toMatch(/nothing was changed/);
  expect(await rows.countDocuments({ twin: { $lt: 1000 } })).toBe(written);
  expect(await rows.findOne({ twin: written - 1 })).toMatchObject({ _id: written - 1 });

  if (isFull) execFileSync('mount', ['-o', 'remount,size=40m', dataDir]);
  else cpSync(dataDir, join(folder.path, 'copy'), { recursive: true });
  if (isFull) await rows.insertOne({ _id: 5000, twin: 5000 });
  await client.close();
  child.kill('SIGTERM');
  await once(child, 'exit');
  const file = join(isFull ? dataDir : join(folder.path, 'copy'), 'store.sqlite');
  const { documents, faults } = verifyStore(file, () => undefined);
  expect([documents, faults]).toEqual([written + (isFull ? 1 : 0), []]);
});

it('a folder that may only be read is refused in one line', async () => {
  // Not even root may make a folder there.
  const { message } = await rejection(startEmbeddedStore({ dataDir: '/sys/portal-data' }));
  expect(message).toMatch(/^The data folder \/sys\/portal-data cannot be written \(E\w+\)\.$/);
});

it('a disk that has become read-only is refused in one line, and its store can be checked and goes on later', async () => {
  const disk = smallDisk(10);
  const dataDir = disk ?? folder.path;
  const remount = (mode: 'ro' | 'rw'): unknown =>
    disk && execFileSync('mount', ['-o', `remount,${mode}`, disk]);
  const store = await startEmbeddedStore({ dataDir });
  const client = await MongoClient.connect(store.uri);
  await client.db().collection<Row>('rows').insertOne({ _id: 1, twin: 1 });
  await client.close();
  await store.close();
  remount('ro');
  if (disk) {
    const { message } = await rejection(startEmbeddedStore({ dataDir }));
    expect(message).toBe(`The data folder ${dataDir} cannot be written (EROFS).`);
  }
  const file = join(dataDir, 'store.sqlite');
  expect(verifyStore(file, () => undefined)).toMatchObject({ documents: 1, faults: [] });
  remount('rw');
  const again = await startEmbeddedStore({ dataDir });
  const reader = await MongoClient.connect(again.uri);
  expect(await reader.db().collection('rows').countDocuments()).toBe(1);
  await reader.close();
  await again.close();
});

/** Spoils the page in which a table's first rows lie. */
const spoilTable = async (file: string, table: string): Promise<void> => {
  const database = new DatabaseSync(file);
  const found = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table);
  database.close();
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc(4096, 0xaa), 0, 4096, (Number(found?.rootpage) - 1) * 4096);
  await handle.close();
};

it('a damaged page is said to be so, with what to do, and everything else is read on', async () => {
  const store = await startEmbeddedStore({ dataDir: folder.path });
  const client = await MongoClient.connect(store.uri);
  for (const name of ['first', 'second'])
    await client
      .db()
      .collection(name)
      .insertMany(
        Array.from({ length: 200 }, (_, n) => ({ ...byId(n), text: filler.slice(0, 99) })),
      );
  await client.close();
  await store.close();
  await spoilTable(join(folder.path, 'store.sqlite'), 'documents_1');

  const damaged = await startEmbeddedStore({ dataDir: folder.path });
  const reader = await MongoClient.connect(damaged.uri);
  const { message } = await rejection(reader.db().collection('first').find().toArray());
  expect(message).toMatch(/file is damaged.*store -- verify.*store -- restore/);
  expect(await reader.db().collection('second').countDocuments({ text: /^x/ })).toBe(200);
  await reader.db().collection('second').insertOne({ text: 'still written' });
  await reader.close();
  await damaged.close();
});

/** A collection of documents that expired long ago, in the order of a TTL index. */
const addExpired = ({ catalog, commit }: Store, name: string): string => {
  const collection = catalog.ensure('db', name);
  const description = { name: 'ttl', key: { at: 1 }, expireAfterSeconds: 1 };
  catalog.createIndex(collection, indexFromDescription(description));
  commit.begin();
  for (let n = 0; n < 200; n++)
    collection.insert(writeDocument({ _id: n, at: new Date(n), text: filler.slice(0, 99) }));
  commit.keep();
  commit.commit();
  return collection.documentTable.replace('documents', 'entries');
};

it('a damaged TTL index ends nothing: what expires elsewhere is removed', async () => {
  const file = join(folder.path, 'store.sqlite');
  const store = openStore(file);
  const table = addExpired(store, 'damaged');
  addExpired(store, 'whole');
  await store.close();
  await spoilTable(file, table);

  const damaged = openStore(file);
  vi.useFakeTimers();
  const stop = startExpiry(damaged);
  await vi.advanceTimersByTimeAsync(59_000);
  stop();
  vi.useRealTimers();
  const left = (name: string) => damaged.catalog.find('db', name)?.documents.count();
  expect([left('damaged'), left('whole')]).toEqual([200, 0]);
  await damaged.close();
});
