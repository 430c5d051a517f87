import type { Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAuditLog } from '../../src/audit/index.ts';
import { connectStore, indexesReady } from '../../src/platform/store-connection.ts';
import { openStoreBeside, type StoreBeside } from '../support/store-beside.ts';
import { brokenIn, readLog } from './read-log.ts';

const key = Buffer.alloc(32, 7);
let store: StoreBeside;
/** As two processes have it: each its own connection. */
let connections: [Connection, Connection];

beforeAll(async () => {
  store = await openStoreBeside();
  connections = [await connectStore(store.uri), await connectStore(store.uri)];
  for (const connection of connections) createAuditLog(connection, key);
  await Promise.all(connections.map(indexesReady));
});
afterAll(async () => {
  await Promise.all(connections.map((connection) => connection.close()));
  await store.close();
});
beforeEach(async () => {
  await connections[0].collection('audit').deleteMany({});
});

const entry = (count: number) => ({
  action: 'report.exported' as const,
  result: 'ok' as const,
  details: { rows: count, search: count % 2 === 1, entityId: 'ö' },
});

const countsOf = (log: { details?: object | undefined }[]) =>
  log.map(({ details }) => (details as { rows: number }).rows);

const upTo = (end: number) => Array.from({ length: end }, (_, n) => n + 1);

test('two hundred records at once are numbered and chained without a gap', async () => {
  const [connection] = connections;
  const log = createAuditLog(connection, key);
  const numbers = await Promise.all(upTo(200).map((count) => log.record(entry(count))));
  expect(numbers).toEqual(upTo(200));
  const records = await readLog(connection);
  expect(records.map(({ _id }) => _id)).toEqual(upTo(200));
  expect(countsOf(records)).toEqual(upTo(200));
  expect(brokenIn(records, key)).toEqual([]);
});

test('two processes write one chain, and no record of theirs is lost or written twice', async () => {
  const logs = connections.map((connection) => createAuditLog(connection, key));
  const numbers = await Promise.all(
    upTo(200).map(async (count) => {
      await new Promise((resolve) => setTimeout(resolve, count % 20));
      return logs[count % 2]?.record(entry(count));
    }),
  );
  const records = await readLog(connections[0]);
  const countOf = (number = 0) => countsOf(records)[number - 1];
  expect(numbers.map(countOf)).toEqual(upTo(200));
  expect(records.map(({ _id }) => _id)).toEqual(upTo(200));
  expect(countsOf(records).toSorted((a, b) => a - b)).toEqual(upTo(200));
  expect(brokenIn(records, key)).toEqual([]);
});

test('a new process goes on where the last one ended', async () => {
  const [first, second] = connections;
  await createAuditLog(first, key).record(entry(1));
  await createAuditLog(second, key).record(entry(2));
  const records = await readLog(first);
  expect(countsOf(records)).toEqual([1, 2]);
  expect(brokenIn(records, key)).toEqual([]);
});

test('what was changed, taken away or written with another key breaks the chain there', async () => {
  const [connection] = connections;
  const log = createAuditLog(connection, key);
  await Promise.all(upTo(9).map((count) => log.record(entry(count))));
  const audit = connection.collection<{ _id: number }>('audit');
  await audit.updateOne({ _id: 2 }, { $set: { 'details.rows': 99 } });
  await audit.updateOne({ _id: 4 }, { $set: { at: new Date(0) } });
  await audit.deleteOne({ _id: 6 });
  await createAuditLog(connection, Buffer.alloc(32, 8)).record(entry(10));
  expect(brokenIn(await readLog(connection), key)).toEqual([2, 4, 7, 10]);
});

test('who writes is told when the store is gone, and the chain is whole when it is back', async () => {
  const [connection] = connections;
  const log = createAuditLog(connection, key);
  await log.record(entry(1));
  await store.cut();
  const outcomes = await Promise.allSettled([2, 3].map((count) => log.record(entry(count))));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await store.mend();
  await expect
    .poll(() =>
      log.record(entry(4)).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  const records = await readLog(connection);
  expect(countsOf(records)).toEqual([1, 4]);
  expect(brokenIn(records, key)).toEqual([]);
}, 90_000);
