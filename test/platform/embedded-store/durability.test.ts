import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { MongoClient } from 'mongodb';
import { expect, it } from 'vitest';
import { runningStoreUri, startEmbeddedStore } from '../../../src/platform/embedded-store/index.ts';
import { makeIndex, temporaryFolder } from './open-store.ts';

const program = new URL('./store-process.ts', import.meta.url).pathname;

const startProcess = async (dataDir: string): Promise<{ child: ChildProcess; uri: string }> => {
  const child = spawn(process.execPath, [program, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, uri: line.toString().trim() };
};

interface Entry {
  _id: string;
  twin: string;
  n: number;
}

/** Inserts and changes until the store is gone; reports what was acknowledged in full. */
const writeUntilGone = async (
  client: MongoClient,
  writer: string,
  report: (id: string) => void,
): Promise<void> => {
  const entries = client.db().collection<Entry>('entries');
  try {
    for (let n = 0; ; n++) {
      const _id = `${writer}-${n}`;
      await entries.insertOne({ _id, twin: `t${_id}`, n: 0 });
      await entries.updateOne({ _id }, { $inc: { n: 1 }, $set: { twin: `u${_id}` } });
      report(_id);
    }
  } catch {
    // The store was killed.
  }
};

it('a process killed at any moment under concurrent writers loses nothing it acknowledged', async () => {
  const folder = await temporaryFolder();
  const acknowledged: string[] = [];
  for (let round = 0; round < 6; round++) {
    const { child, uri } = await startProcess(folder.path);
    const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 300 });
    await makeIndex(client.db().collection('entries'), { twin: 1 }, { unique: true });
    const until = acknowledged.length + 5 + round * 9;
    const report = (id: string): void => {
      if (acknowledged.push(id) === until) child.kill('SIGKILL');
    };
    const gone = once(child, 'exit');
    const writers = Array.from({ length: 8 }, (_, writer) => `${round}-${writer}`);
    await Promise.all(writers.map((writer) => writeUntilGone(client, writer, report)));
    await gone;
    await client.close();
  }

  expect(await runningStoreUri(folder.path)).toBeNull();
  const store = await startEmbeddedStore({ dataDir: folder.path });
  const client = await MongoClient.connect(store.uri);
  const entries = client.db().collection<Entry>('entries');
  const stored = new Map((await entries.find().toArray()).map((entry) => [entry._id, entry]));
  for (const _id of acknowledged) expect(stored.get(_id)).toEqual({ _id, twin: `u${_id}`, n: 1 });
  for (const { _id, twin, n } of stored.values()) {
    expect(twin).toBe(n === 1 ? `u${_id}` : `t${_id}`);
    expect(await entries.countDocuments({ twin })).toBe(1);
  }
  expect(await entries.countDocuments({ twin: { $gt: '' } })).toBe(stored.size);
  await client.close();
  await store.close();
  await folder.remove();
});
