import { copyFile, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { serialize } from 'bson';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmbeddedStore, verifyStore } from '../../../src/platform/embedded-store/index.ts';
import { makeIndex, temporaryFolder } from './open-store.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let whole: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  const store = await startEmbeddedStore({ dataDir: folder.path });
  const client = await MongoClient.connect(store.uri);
  const people = client.db().collection<{ _id: number; login: string; text: string }>('people');
  await makeIndex(people, { login: 1 }, { unique: true });
  const text = 'x'.repeat(500);
  await people.insertMany(
    Array.from({ length: 400 }, (_, n) => ({ _id: n, login: `l${n}`, text })),
  );
  await client.close();
  await store.close();
  whole = join(folder.path, 'store.sqlite');
});
afterAll(() => folder.remove());

const faultsAfter = async (spoil: (database: DatabaseSync) => void): Promise<string[]> => {
  const file = join(folder.path, 'spoiled.sqlite');
  await copyFile(whole, file);
  const database = new DatabaseSync(file);
  spoil(database);
  database.close();
  const { faults } = verifyStore(file, () => undefined);
  await rm(file);
  return faults;
};

it('a whole store has no faults', () => {
  expect(verifyStore(whole, () => undefined)).toEqual({
    dataFormat: 2,
    collections: 1,
    documents: 400,
    faults: [],
  });
});

it.each([
  [
    'a missing index entry',
    'DELETE FROM entries_1 WHERE row = 7',
    'portal.people: index login_1: 1 entries are missing',
  ],
  [
    'an index entry of no document',
    "INSERT INTO entries_1 (key, row) VALUES (x'01', 999)",
    'portal.people: index login_1: 1 entries belong to no document',
  ],
  [
    'a document that is no BSON',
    "UPDATE documents_1 SET bson = x'0102030405' WHERE row = 7",
    /portal\.people: document in row 7 cannot be read: /,
  ],
  [
    'a document under another _id',
    "UPDATE documents_1 SET key = x'ff' WHERE row = 7",
    'portal.people: document in row 7 is not found by its _id',
  ],
])('names %s', async (_fault, sql, words) => {
  const faults = await faultsAfter((database) => database.exec(sql));
  expect(faults).toContainEqual(typeof words === 'string' ? words : expect.stringMatching(words));
});

it('names a value that its index does not know', async () => {
  const changed = serialize({ _id: 6, login: 'somebody else', text: '' });
  const faults = await faultsAfter((database) =>
    database.prepare('UPDATE documents_1 SET bson = ? WHERE row = 7').run(changed),
  );
  expect(faults).toEqual([
    'portal.people: index login_1: 1 entries are missing',
    'portal.people: index login_1: 1 entries belong to no document',
  ]);
});

it('names damaged pages of the file', async () => {
  const file = join(folder.path, 'damaged.sqlite');
  await copyFile(whole, file);
  const database = new DatabaseSync(file);
  const page = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'documents_1'");
  const root = Number(page.get()?.rootpage);
  database.close();
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc(4096, 0xaa), 0, 4096, (root - 1) * 4096);
  await handle.close();
  const { faults } = verifyStore(file, () => undefined);
  expect(faults.some((fault) => fault.startsWith('file: '))).toBe(true);
  expect(faults.some((fault) => fault.startsWith('portal.people: '))).toBe(true);
});
