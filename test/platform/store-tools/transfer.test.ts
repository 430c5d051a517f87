import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Binary,
  type Collection,
  Decimal128,
  type Document,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  MongoClient,
  ObjectId,
  BSONRegExp,
  Timestamp,
} from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { employeeOf, insertAll } from '../../../bench/support/store-data.ts';
import { temporaryFolder } from '../embedded-store/open-store.ts';
import { jsonOf, runStore, serveStore } from './store-process.ts';

/** One document of every type, and texts that break careless readers of lines. */
const special: Document[] = [
  { _id: 'types', int: new Int32(5), double: new Double(5), long: new Long(5), no: null, t: true },
  { _id: 'more', decimal: Decimal128.fromString('5.10'), nan: new Double(NaN), z: new Double(-0) },
  { _id: new ObjectId(), at: new Date(-1), min: new MinKey(), max: new MaxKey() },
  { _id: new Long('9007199254740993'), re: new BSONRegExp('^å', 'i'), ts: new Timestamp(7n) },
  { _id: new Double(2.5), bytes: new Binary(Buffer.from([0, 255]), 128), nested: [[{ a: [] }]] },
  { _id: 'text', lines: 'a\nb\r\u2028\u2029"\\\0 😀', z: 1, a: 2, empty: {}, none: [] },
];

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (name: string): string => join(folder.path, name);
const data = (name: string): string[] => ['--data', inFolder(name), '--json'];

const withStore = async <T>(name: string, work: (client: MongoClient) => Promise<T>) => {
  const store = await serveStore(['serve', '--data', inFolder(name)]);
  const client = await MongoClient.connect(store.uri, { ignoreUndefined: true });
  try {
    return await work(client);
  } finally {
    await client.close();
    await store.end();
  }
};

/** The bytes of all documents of a collection, by `_id`. */
const bytesOf = async (collection: Collection): Promise<Buffer[]> =>
  (await collection.find({}, { raw: true }).sort({ _id: 1 }).toArray()) as unknown as Buffer[];

const everything = (name: string) =>
  withStore(name, async (client) => {
    const db = client.db();
    return {
      special: await bytesOf(db.collection('special')),
      employees: await bytesOf(db.collection('employees')),
      indexes: await db.collection('employees').listIndexes().toArray(),
    };
  });

beforeAll(async () => {
  folder = await temporaryFolder();
  await withStore('here', async (client) => {
    const db = client.db();
    await db.collection('special').insertMany(special);
    await db.collection('employees').createIndexes([
      { key: { number: 1 }, unique: true },
      { key: { unit: 1, name: -1 }, partialFilterExpression: { status: 'active' } },
      { key: { changedAt: 1 }, expireAfterSeconds: 1e9 },
    ]);
    await insertAll(db, 'employees', 2200, (index) => [employeeOf(index)]);
    await db.createCollection('nothing yet');
  });
});
afterAll(() => folder.remove());

describe('Moving to another store and back', () => {
  it('keeps every document byte for byte, and every index', async () => {
    const before = await everything('here');
    const out = await runStore(['export', inFolder('lines'), ...data('here')]);
    expect(out).toMatchObject({ code: 0, err: '' });
    expect(jsonOf(out)).toMatchObject({ documents: 2206 });
    const there = await runStore(['import', inFolder('lines'), ...data('there')]);
    expect(there).toMatchObject({ code: 0, err: '' });
    expect(await everything('there')).toEqual(before);

    const target = await serveStore(['serve', ...data('back').slice(0, 2), '--port', '0']);
    const back = await runStore(['export', target.uri, ...data('there')]);
    await target.end();
    expect(back).toMatchObject({ code: 0, err: '' });
    expect(jsonOf(back).collections).toEqual(jsonOf(out).collections);
    expect(await everything('back')).toEqual(before);
  });

  it('writes a line per document from which nothing loses its type', async () => {
    const lines = (await readFile(inFolder('lines/special.jsonl'), 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(special.length);
    expect(lines.find((line) => line.includes('"types"'))).toBe(
      '{"_id":"types","int":{"$numberInt":"5"},"double":{"$numberDouble":"5.0"},"long":{"$numberLong":"5"},"no":null,"t":true}',
    );
  });

  it('from one MongoDB straight into another, beside a running store', async () => {
    const source = await serveStore(['serve', ...data('here').slice(0, 2), '--port', '0']);
    const moved = await runStore(['import', source.uri, ...data('straight')]);
    await source.end();
    expect(moved).toMatchObject({ code: 0, err: '' });
    expect(await everything('straight')).toEqual(await everything('here'));
  });
});

describe('Nothing is lost by a mistake:', () => {
  it('import refuses a collection that holds documents, unless told to replace it', async () => {
    const { code, err } = await runStore(['import', inFolder('lines'), ...data('there')]);
    expect([code, err]).toEqual([
      1,
      'The collection employees holds documents already: nothing was changed. --replace drops them first.\n',
    ]);
    const replaced = await runStore(['import', inFolder('lines'), ...data('there'), '--replace']);
    expect(replaced.code).toBe(0);
    expect(await everything('there')).toEqual(await everything('here'));
  });

  it('import refuses lines that are not as they were exported, before it writes any', async () => {
    await appendFile(inFolder('lines/special.jsonl'), '{"_id":1}\n');
    const { code, err } = await runStore(['import', inFolder('lines'), ...data('new')]);
    expect([code, err.includes('special.jsonl is cut off or was changed')]).toEqual([1, true]);
    expect(await withStore('new', (client) => client.db().listCollections().toArray())).toEqual([]);
  });

  it('export refuses a folder that is not empty', async () => {
    const { code, err } = await runStore(['export', inFolder('lines'), ...data('here')]);
    expect([code, err]).toEqual([1, `The folder ${inFolder('lines')} is not empty.\n`]);
  });

  it('a MongoDB that does not answer is said to be so, without the password', async () => {
    const uri = 'mongodb://somebody:secret@127.0.0.1:1/portal?serverSelectionTimeoutMS=100';
    const { code, out, err } = await runStore(['export', uri, ...data('here')]);
    expect(code).toBe(1);
    expect(err).toContain('127.0.0.1:1');
    expect(out + err).not.toContain('secret');
  });
});
