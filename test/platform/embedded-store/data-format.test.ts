import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Decimal128, Double, Long, MongoClient } from 'mongodb';
import { expect, it } from 'vitest';
import { startEmbeddedStore, verifyStore } from '../../../src/platform/embedded-store/index.ts';
import { rejection, temporaryFolder } from './open-store.ts';

/** Written by the first version of the store: three documents, a unique index and one on an array. */
const firstFormat = new URL('./fixtures/data-format-1.sqlite', import.meta.url).pathname;

const pragma = (file: string, name: string): unknown => {
  const database = new DatabaseSync(file, { readOnly: true });
  const value = Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  database.close();
  return value;
};

it('a store of the first data format is brought up to date with its documents and indexes', async () => {
  const folder = await temporaryFolder();
  const file = join(folder.path, 'store.sqlite');
  await copyFile(firstFormat, file);
  expect(verifyStore(file, () => undefined)).toMatchObject({ dataFormat: 1, faults: [] });

  const store = await startEmbeddedStore({ dataDir: folder.path });
  const client = await MongoClient.connect(store.uri);
  const things = client.db().collection<{ _id: number; name: string }>('things');
  expect(await things.findOne({ name: 'Anna' }, { promoteValues: false })).toMatchObject({
    exact: { long: new Long(5), double: new Double(5), decimal: Decimal128.fromString('5.10') },
  });
  expect(await things.find({ tags: 'b' } as never).toArray()).toHaveLength(2);
  const again = rejection(things.insertOne({ _id: 9, name: 'Bo' }));
  expect(await again).toMatchObject({ code: 11000 });
  await client.close();
  await store.close();

  expect(pragma(file, 'user_version')).toBe(2);
  expect(pragma(file, 'application_id')).toBe(0x53505354);
  expect(verifyStore(file, () => undefined)).toMatchObject({ dataFormat: 2, faults: [] });
  await folder.remove();
});
