import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endAll, runToEnd } from '../dev/demo-process.ts';
import { serveStore } from './store-tools/store-process.ts';

/** A few of each kind: models alone, a portal, a command, a store that goes and comes back. */
const files = [
  'test/audit/audit-log.test.ts',
  'test/auth/replay.test.ts',
  'test/completion/store-commands.test.ts',
  'test/directory/builtin-directory.test.ts',
  'test/employees/employee-store.test.ts',
  'test/platform/store-down.test.ts',
  'test/reset/reset-journey.test.ts',
];

let dir: string;
let store: Awaited<ReturnType<typeof serveStore>>;
let client: mongo.MongoClient;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'other-mongodb-'));
  store = await serveStore(['serve', '--data', join(dir, 'data'), '--port', '0']);
  client = await mongo.MongoClient.connect(store.uri);
});
afterAll(async () => {
  endAll();
  await client.close();
  await store.end();
  rmSync(dir, { recursive: true, force: true });
});

const databases = async (): Promise<string[]> => {
  const { databases: found } = await client.db().admin().listDatabases({ nameOnly: true });
  return found.map(({ name }) => name);
};

test('the tests run on the MongoDB of TEST_MONGODB_URI, and leave nothing there', async () => {
  const report = join(dir, 'report.json');
  const seen = new Set<string>();
  const look = setInterval(() => {
    void databases().then((names) => names.forEach((name) => seen.add(name)));
  }, 100);
  const { code, out, err } = await runToEnd(
    'node_modules/vitest/vitest.mjs',
    ['run', '--reporter=json', `--outputFile=${report}`, ...files],
    { TEST_MONGODB_URI: store.uri, TEST_KEYS: process.env.TEST_KEYS ?? '' },
  );
  clearInterval(look);
  expect(code, out + err).toBe(0);
  const result = JSON.parse(readFileSync(report, 'utf8')) as Record<string, unknown>;
  expect(result).toMatchObject({ numFailedTests: 0, numPendingTests: 0 });
  const used = [...seen].filter((name) => name.startsWith('test-'));
  expect(used.length).toBeGreaterThan(files.length / 2);
  expect(await databases()).toEqual([]);
}, 180_000);
