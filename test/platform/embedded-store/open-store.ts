import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Collection,
  type Db,
  type Document,
  type IndexDescription,
  MongoClient,
} from 'mongodb';
import { afterAll, beforeAll, expect } from 'vitest';
import {
  startEmbeddedStore,
  type EmbeddedStore,
} from '../../../src/platform/embedded-store/index.ts';

/** A data folder of its own, gone when the test is. */
export const temporaryFolder = async (): Promise<{ path: string; remove: () => Promise<void> }> => {
  const path = await mkdtemp(join(tmpdir(), 'store-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
};

/** A store and the official driver connected to it, for all tests of a file. */
export const openStoreForTests = () => {
  let folder: { path: string; remove: () => Promise<void> };
  let store: EmbeddedStore;
  let client: MongoClient;
  let collections = 0;

  beforeAll(async () => {
    folder = await temporaryFolder();
    store = await startEmbeddedStore({ dataDir: folder.path });
    client = await MongoClient.connect(store.uri);
  });

  afterAll(async () => {
    await client.close();
    await store.close();
    await folder.remove();
  });

  const collectionOf = async (...documents: Document[]): Promise<Collection> => {
    const collection = client.db().collection(`test${++collections}`);
    if (documents.length > 0) await collection.insertMany(documents);
    return collection;
  };

  return {
    client: (): MongoClient => client,
    db: (): Db => client.db(),
    uri: (): string => store.uri,
    /** Ends the store and starts it on the same data. */
    reopen: async (): Promise<void> => {
      await client.close();
      await store.close();
      store = await startEmbeddedStore({ dataDir: folder.path });
      client = await MongoClient.connect(store.uri);
    },
    socketPath: (): string => store.socketPath,
    /** A collection no other test uses, holding these documents. */
    collectionOf,
    /** What a pipeline makes of these documents. */
    staged: async (documents: Document[], ...pipeline: Document[]): Promise<Document[]> => {
      const collection = await collectionOf(...documents);
      return await collection.aggregate(pipeline).toArray();
    },
    /** The positions of the documents that a filter finds, the same with an index as without. */
    found: async (
      documents: object[],
      filter: object,
      index?: Record<string, 1 | -1>,
    ): Promise<unknown[]> => {
      const collection = await collectionOf(...documents.map((doc, _id) => ({ _id, ...doc })));
      const plain = await collection.find(filter).sort({ _id: 1 }).toArray();
      if (index) {
        await makeIndex(collection, index);
        const indexed = await collection.find(filter).sort({ _id: 1 }).toArray();
        expect(indexed).toEqual(plain);
      }
      return plain.map(({ _id }) => _id);
    },
  };
};

/** A filter by `_id`, which the driver's types take for an ObjectId. */
export const byId = (_id: unknown): Document => ({ _id });

/** Makes an index and answers its name. */
export const makeIndex = async (
  collection: Pick<Collection<never>, 'createIndexes'>,
  key: Record<string, unknown>,
  options: Document = {},
): Promise<string | undefined> => {
  const [name] = await collection.createIndexes([
    { key: key as IndexDescription['key'], ...options },
  ]);
  return name;
};

/** What a promise is rejected with; fails when it is not. */
export const rejection = async (promise: Promise<unknown>): Promise<Record<string, unknown>> => {
  try {
    await promise;
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error('expected a rejection');
};
