import { type Document, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byId, makeIndex, openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();
const many = 30_000;

interface Numbered {
  _id: number;
  touched: number;
  mixed: number;
  text: string;
}

const numbered = (count: number): Numbered[] =>
  Array.from({ length: count }, (_, index) => ({
    _id: index,
    touched: 0,
    mixed: (index * 7919) % 1009,
    text: `text ${String((index * 104_729) % count).padStart(6, '0')}`,
  }));

const filled = async (name: string, count = many) => {
  const collection = store.db().collection<Numbered>(name);
  await collection.insertMany(numbered(count));
  return collection;
};

/** Computes long over every document. */
const slowly: Document[] = [
  { $addFields: { words: { $split: ['$text', ' '] }, sum: { $add: ['$mixed', '$touched'] } } },
  { $group: { _id: { $mod: ['$sum', 100] }, words: { $push: '$words' } } },
  { $count: 'groups' },
];

describe('While a long read runs', () => {
  let other: MongoClient;

  beforeAll(async () => {
    other = await MongoClient.connect(store.uri());
  });
  afterAll(() => other.close());

  test('other connections read and write', async () => {
    const collection = await filled('beside');
    const beside = other.db().collection<Numbered>('beside');
    const state = { running: true };
    const long = collection
      .aggregate(slowly)
      .toArray()
      .finally(() => (state.running = false));
    let operations = 0;
    while (state.running) {
      expect(await beside.findOne({ _id: operations % many })).not.toBeNull();
      await beside.updateOne({ _id: operations % many }, { $inc: { touched: 1 } });
      operations++;
    }
    expect(await long).toEqual([{ groups: 100 }]);
    // Had they waited for it, one would have run.
    expect(operations).toBeGreaterThan(2);
  });

  test('it sees one state of the data', async () => {
    const collection = await filled('snapshot');
    const state = { running: true };
    const writes = (async () => {
      // In this order: whoever sees a document touched sees all before it touched.
      for (let index = 0; state.running; index++)
        await other
          .db()
          .collection<Numbered>('snapshot')
          .updateOne({ _id: index }, { $set: { touched: 1 } });
    })();
    const isTouched = { $eq: ['$touched', 1] };
    for (let run = 0; run < 8; run++) {
      const [seen] = await collection
        .aggregate<{ count: number; last: number }>([
          { $match: { mixed: { $gte: 0 } } },
          {
            $group: {
              _id: null,
              count: { $sum: { $cond: [isTouched, 1, 0] } },
              last: { $max: { $cond: [isTouched, '$_id', -1] } },
            },
          },
        ])
        .toArray();
      expect(seen?.count).toBe((seen?.last ?? 0) + 1);
    }
    state.running = false;
    await writes;
  });
});

test('A long read sees what was acknowledged before it', async () => {
  const collection = await filled('own-writes');
  const total = [{ $match: { mixed: { $gte: 0 } } }, { $group: { _id: null, n: { $sum: 1 } } }];
  for (let added = 1; added <= 5; added++) {
    await collection.insertOne({ _id: many + added, touched: 0, mixed: 0, text: '' });
    expect(await collection.aggregate(total).toArray()).toEqual([{ _id: null, n: many + added }]);
  }
});

test('A long read sees collections and indexes made after the first one', async () => {
  const collection = await filled('indexed-later');
  const sorted = () =>
    collection
      .find()
      .sort({ mixed: 1, _id: 1 })
      .map(({ _id }) => _id);
  const before = await sorted().toArray();
  await makeIndex(collection, { mixed: 1, _id: 1 });
  expect(await sorted().toArray()).toEqual(before);
  const made = await filled('made-later');
  expect(await made.find().toArray()).toHaveLength(many);
});

test('A read that needs more memory than there is for it is refused, and the store goes on', async () => {
  const collection = await filled('greedy', 40);
  const greedy = [
    { $set: { all: { $range: [0, 4_000_000] } } },
    { $group: { _id: null, everything: { $push: '$$ROOT' } } },
  ];
  const error = await rejection(collection.aggregate(greedy).toArray());
  expect(error).toMatchObject({ code: 292, codeName: 'QueryExceededMemoryLimitNoDiskUseAllowed' });
  expect(await collection.countDocuments()).toBe(40);
  expect(await collection.find().batchSize(10).toArray()).toHaveLength(40);
});

describe('A sort of more documents than memory should hold', () => {
  test('gives the order, with skip and limit, ascending and descending', async () => {
    const collection = await filled('sorted');
    const expected = numbered(many)
      .sort((a, b) => b.mixed - a.mixed || (a.text < b.text ? -1 : 1))
      .map(({ _id }) => _id);
    const cursor = () =>
      collection
        .find()
        .sort({ mixed: -1, text: 1 })
        .map(({ _id }) => _id);
    expect(await cursor().toArray()).toEqual(expected);
    expect(await cursor().skip(17).limit(25_000).toArray()).toEqual(expected.slice(17, 25_017));
    expect(await cursor().skip(many).toArray()).toEqual([]);
  });

  test('leaves out what goes while the cursor is open', async () => {
    const collection = await filled('going');
    const cursor = collection.find().sort({ text: 1 }).batchSize(100);
    const first = await cursor.next();
    await collection.deleteMany({ _id: { $gte: 100 } });
    const rest = await cursor.toArray();
    expect(first?.text).toBe('text 000000');
    expect(rest.length).toBeLessThan(many / 10);
    expect(rest.map(({ text }) => text)).toEqual(rest.map(({ text }) => text).sort());
  });

  test('ends with the collection', async () => {
    const collection = await filled('dropped');
    const cursor = collection.find().sort({ text: 1 }).batchSize(100);
    await cursor.next();
    await collection.drop();
    await expect(cursor.toArray()).rejects.toMatchObject({ code: 43 });
  });
});

test('A single batch holds all that was asked for, however long it takes', async () => {
  const collection = await filled('single', 20_000);
  const reply = await store.db().command({
    find: 'single',
    filter: {},
    batchSize: 20_000,
    singleBatch: true,
  });
  const { firstBatch } = reply.cursor as { firstBatch: Document[] };
  expect(firstBatch).toHaveLength(20_000);
  expect(await collection.findOne(byId(19_999))).not.toBeNull();
});
