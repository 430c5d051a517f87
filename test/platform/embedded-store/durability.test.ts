import { MongoClient } from 'mongodb';
import { expect, it } from 'vitest';
import { runningStoreUri, startEmbeddedStore } from '../../../src/platform/embedded-store/index.ts';
import { type Entry, killedRound, prepareEntries } from './killed-store.ts';
import { temporaryFolder } from './open-store.ts';

const roundsEach = 101;
const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000);

/** The same moments for the same seed: 0 … 60 ms after the writers have begun. */
const momentOf = (lane: number, round: number): number =>
  ((seed + lane * 7919 + round * 104_729) * 48_271) % 61;

const check = (stored: ReadonlyMap<string, Entry>, finished: readonly string[]): void => {
  for (const _id of finished) expect(stored.get(_id)).toEqual({ _id, twin: `u${_id}`, n: 1 });
};

/** One data folder whose process is killed over and over again. */
const killOverAndOver = async (lane: number): Promise<number> => {
  const folder = await temporaryFolder();
  await prepareEntries(folder.path);
  const finished: string[] = [];
  const begun = new Set<string>();
  for (let round = 0; round < roundsEach; round++) {
    const ledger = await killedRound(folder.path, round, momentOf(lane, round));
    finished.push(...ledger.finished);
    for (const id of ledger.begun) begun.add(id);
  }

  expect(await runningStoreUri(folder.path)).toBeNull();
  const store = await startEmbeddedStore({ dataDir: folder.path });
  const client = await MongoClient.connect(store.uri);
  const entries = client.db().collection<Entry>('entries');
  const stored = new Map((await entries.find().toArray()).map((entry) => [entry._id, entry]));
  check(stored, finished);
  for (const { _id, twin, n } of stored.values()) {
    expect(begun).toContain(_id);
    expect(twin).toBe(n === 1 ? `u${_id}` : `t${_id}`);
  }
  const byTwin = await entries.find({ twin: { $gt: '' } }, { hint: { twin: 1 } }).toArray();
  expect(new Set(byTwin.map(({ twin }) => twin)).size).toBe(stored.size);
  expect(byTwin.length).toBe(stored.size);
  await client.close();
  await store.close();
  await folder.remove();
  return finished.length;
};

it(`a process killed ${2 * roundsEach} times under concurrent writers loses nothing it acknowledged (TEST_SEED=${seed})`, async () => {
  const counts = await Promise.all([killOverAndOver(0), killOverAndOver(1)]);
  expect(Math.min(...counts)).toBeGreaterThan(roundsEach);
}, 240_000);
