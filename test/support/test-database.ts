import { randomUUID } from 'node:crypto';
import { type Connection, mongo } from 'mongoose';

/** Are the tests to run on a MongoDB of the caller's, instead of the embedded store? */
const otherMongodb = (process.env.TEST_MONGODB_URI ?? '') !== '';

/** Host and options; a list of hosts is no URL, so that the URI is taken apart by hand. */
const parts = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/;

/**
 * A database that no other test uses, in the MongoDB of TEST_MONGODB_URI; undefined without one, for
 * the embedded store.
 */
export const testDatabaseUri = (): string | undefined => {
  if (!otherMongodb) return undefined;
  const found = parts.exec(process.env.TEST_MONGODB_URI ?? '');
  if (!found) throw new Error('TEST_MONGODB_URI must be mongodb://HOST… or mongodb+srv://HOST….');
  return `${found[1]}/test-${randomUUID()}${found[2] ?? ''}`;
};

/** Leaves nothing behind in a MongoDB that is not ours. */
export const dropTestDatabase = async (uri: string | undefined): Promise<void> => {
  if (uri === undefined) return;
  const client = await mongo.MongoClient.connect(uri);
  await client.db().dropDatabase();
  await client.close();
};

/** Everything a database holds, as it hands it out. */
export const documentsIn = async ({ db }: Connection): Promise<Buffer[]> => {
  const collections = (await db?.collections()) ?? [];
  const found = collections.map((collection) => collection.find({}, { raw: true }).toArray());
  return (await Promise.all(found)).flat() as unknown as Buffer[];
};
