import mongoose, { type Connection } from 'mongoose';
import { runningStoreUri, startEmbeddedStore } from './embedded-store/index.ts';

export interface OpenStore {
  connection: Connection;
  /** `mongodb`: a server elsewhere; `embedded`: ours, started here; `shared`: ours, run by another process. */
  kind: 'mongodb' | 'embedded' | 'shared';
  close: () => Promise<void>;
}

/** Which store runs, and what it cannot do, for the line that says the portal has started. */
export const storeWords: Readonly<Record<OpenStore['kind'], string>> = {
  embedded: 'embedded store: one machine, one organisation; MONGODB_URI moves it to MongoDB',
  shared: 'the embedded store of another process here: one machine, one organisation',
  mongodb: 'MongoDB',
};

/** Connects mongoose to a MongoDB, ours or another. Indexes are made as the models are declared. */
export const connectStore = (uri: string): Promise<Connection> =>
  mongoose.createConnection(uri, { serverSelectionTimeoutMS: 5000, maxPoolSize: 32 }).asPromise();

const openShared = async (uri: string, kind: OpenStore['kind']): Promise<OpenStore> => {
  const connection = await connectStore(uri);
  return { connection, kind, close: () => connection.close() };
};

/**
 * Opens the store the settings name: a MongoDB, or the embedded one in the data folder, started
 * here unless a running portal already has it.
 *
 * @throws when the server does not answer within 5 s, or the data folder cannot be used.
 */
export const openStore = async (settings: {
  mongodbUri: string | undefined;
  dataDir: string;
}): Promise<OpenStore> => {
  const { mongodbUri } = settings;
  const running = await runningStoreUri(settings.dataDir);
  if (mongodbUri) return openShared(mongodbUri, mongodbUri === running ? 'shared' : 'mongodb');
  if (running) return openShared(running, 'shared');
  const store = await startEmbeddedStore({ dataDir: settings.dataDir });
  const connection = await connectStore(store.uri);
  return {
    connection,
    kind: 'embedded',
    close: async () => {
      await connection.close();
      await store.close();
    },
  };
};

/** Declared indexes exist when this resolves: what is decided by a unique index may start. */
export const indexesReady = async (connection: Connection): Promise<void> => {
  await Promise.all(Object.values(connection.models).map((model) => model.init()));
};

/** Is the store answering, within 2 s? */
export const storeAnswers = async (connection: Connection): Promise<boolean> => {
  try {
    await connection.db?.command({ ping: 1 }, { signal: AbortSignal.timeout(2000) });
    return connection.readyState === mongoose.ConnectionStates.connected;
  } catch {
    return false;
  }
};
