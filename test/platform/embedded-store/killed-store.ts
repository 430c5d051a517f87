import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Collection, MongoClient } from 'mongodb';
import { makeIndex } from './open-store.ts';

const program = new URL('./store-process.ts', import.meta.url).pathname;

export interface Entry {
  _id: string;
  twin: string;
  n: number;
}

/** What was acknowledged in full, and what was only begun. */
export interface Ledger {
  finished: string[];
  begun: Set<string>;
}

/** A store in a process of its own, with its compiled code kept for the next. */
const startProcess = async (dataDir: string): Promise<{ child: ChildProcess; uri: string }> => {
  const child = spawn(process.execPath, [program, dataDir], {
    env: { ...process.env, NODE_COMPILE_CACHE: join(dataDir, 'compiled') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = once(child.stdout, 'data').then(([bytes]) => String(bytes).trim());
  const uri = await Promise.race([line, once(child, 'exit').then(() => undefined)]);
  if (!uri) throw new Error('The store did not start.');
  return { child, uri };
};

/** Makes the collection with its unique index, in a process that ends as it should. */
export const prepareEntries = async (dataDir: string): Promise<void> => {
  const { child, uri } = await startProcess(dataDir);
  const gone = once(child, 'exit');
  const client = await MongoClient.connect(uri);
  await makeIndex(client.db().collection('entries'), { twin: 1 }, { unique: true });
  await client.close();
  child.kill('SIGTERM');
  await gone;
};

/** Inserts and changes until the store is gone. */
const writeUntilGone = async (
  entries: Collection<Entry>,
  writer: string,
  ledger: Ledger,
): Promise<void> => {
  try {
    for (let n = 0; ; n++) {
      const _id = `${writer}-${n}`;
      ledger.begun.add(_id);
      await entries.insertOne({ _id, twin: `t${_id}`, n: 0 });
      await entries.updateOne({ _id }, { $inc: { n: 1 }, $set: { twin: `u${_id}` } });
      ledger.finished.push(_id);
    }
  } catch {
    // The store was killed.
  }
};

/** A client that notices within 300 ms that the store is gone, however long the first answer takes. */
const connect = async (uri: string, triesLeft = 30): Promise<MongoClient> => {
  try {
    return await MongoClient.connect(uri, { serverSelectionTimeoutMS: 300 });
  } catch (error) {
    if (triesLeft === 0) throw error;
    return connect(uri, triesLeft - 1);
  }
};

/**
 * Starts a store, lets eight writers at it, and kills its process so many milliseconds after it
 * answered. Answers what was acknowledged.
 */
export const killedRound = async (
  dataDir: string,
  round: number,
  afterMilliseconds: number,
): Promise<Ledger> => {
  const ledger: Ledger = { finished: [], begun: new Set() };
  const { child, uri } = await startProcess(dataDir);
  const gone = once(child, 'exit');
  const client = await connect(uri);
  const entries = client.db().collection<Entry>('entries');
  const writers = Array.from({ length: 8 }, (_, writer) => `${round}-${writer}`);
  const writing = writers.map((writer) => writeUntilGone(entries, writer, ledger));
  await sleep(afterMilliseconds);
  child.kill('SIGKILL');
  await Promise.all([...writing, gone]);
  await client.close();
  return ledger;
};
