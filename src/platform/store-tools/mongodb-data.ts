import type { Document } from 'bson';
import { mongo } from 'mongoose';
import type { CollectionDescription, DataSource, DataTarget } from './transfer.ts';

/** Every value comes in its BSON type, so that it can go on as it is. */
const exactly = { promoteValues: false, promoteLongs: false, bsonRegExp: true } as const;

/** What listIndexes adds and createIndexes does not take. */
const addedFields = new Set(['v', 'ns', 'background']);

const asCreated = (index: Document): Document =>
  Object.fromEntries(Object.entries(index).filter(([name]) => !addedFields.has(name)));

const indexesOf = async (db: mongo.Db, name: string): Promise<Document[]> => {
  const indexes = await db.collection(name).listIndexes(exactly).toArray();
  return indexes.filter(({ name: own }) => own !== '_id_').map(asCreated);
};

const connect = (uri: string): Promise<mongo.MongoClient> =>
  mongo.MongoClient.connect(uri, { serverSelectionTimeoutMS: 5000 });

const plainCollections = async (db: mongo.Db): Promise<string[]> => {
  const found = await db.listCollections({}, { nameOnly: false }).toArray();
  return found
    .filter(({ name, type }) => type === 'collection' && !name.startsWith('system.'))
    .map(({ name }) => name)
    .toSorted();
};

/** Reads the database that a URI names. @throws when no server answers within 5 s */
export const mongodbSource = async (uri: string): Promise<DataSource> => {
  const client = await connect(uri);
  const db = client.db();
  return {
    collections: async () => {
      const names = await plainCollections(db);
      return Promise.all(names.map(async (name) => ({ name, indexes: await indexesOf(db, name) })));
    },
    documents: (name) => db.collection(name).find({}, exactly).sort({ _id: 1 }).batchSize(1000),
    close: () => client.close(),
  };
};

const refuseIfAnyHolds = async (
  db: mongo.Db,
  collections: CollectionDescription[],
): Promise<void> => {
  for (const { name } of collections)
    if (await db.collection(name).findOne({}, { projection: { _id: 1 } }))
      throw new Error(
        `The collection ${name} holds documents already: nothing was changed. --replace drops them first.`,
      );
};

/**
 * Writes into the database that a URI names; with `replace` each collection that comes is dropped
 * first. Indexes are made before the documents come.
 *
 * @throws when no server answers within 5 s
 */
export const mongodbTarget = async (uri: string, replace: boolean): Promise<DataTarget> => {
  const client = await connect(uri);
  const db = client.db();
  return {
    prepare: async (collections) => {
      if (!replace) await refuseIfAnyHolds(db, collections);
    },
    begin: async ({ name, indexes }) => {
      if (replace) await db.dropCollection(name);
      if ((await db.listCollections({ name }).toArray()).length === 0)
        await db.createCollection(name);
      if (indexes.length > 0) await db.command({ createIndexes: name, indexes });
    },
    write: async (name, documents) => {
      await db.collection(name).insertMany(documents);
    },
    finish: () => Promise.resolve(),
    close: () => client.close(),
  };
};
