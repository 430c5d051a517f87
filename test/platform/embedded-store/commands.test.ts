import { describe, expect, it } from 'vitest';
import { openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

describe('A command', () => {
  it('that this store does not have is refused by name', async () => {
    expect(await rejection(store.db().command({ mapReduce: 'x' }))).toMatchObject({
      code: 59,
      codeName: 'CommandNotFound',
      message: "no such command: 'mapReduce'",
    });
  });

  it('with an option that this store does not know is refused, never half obeyed', async () => {
    const command = { find: 'x', filter: {}, nonsense: true };
    expect(await rejection(store.db().command(command))).toMatchObject({
      code: 40415,
      message: "BSON field 'find.nonsense' is an unknown field.",
    });
  });

  it.each([
    [{ find: 'x', tailable: true }, "this store does not have find's 'tailable'"],
    [{ find: 'x', returnKey: true }, "this store does not have find's 'returnKey'"],
    [{ create: 'y', capped: true, size: 100 }, "this store does not have create's 'capped'"],
    [{ create: 'y', validator: {} }, "this store does not have create's 'validator'"],
  ])('%j asks for what this store does not have, and is told so', async (command, message) => {
    expect(await rejection(store.db().command(command))).toMatchObject({ code: 238, message });
  });

  it('is given as long as maxTimeMS says, all batches of a cursor together', async () => {
    const things = await store.collectionOf(...Array.from({ length: 20_000 }, (_, n) => ({ n })));
    const slow = { $expr: { $eq: [{ $sum: { $range: [0, 50] } }, -1] } };
    const refused = { code: 50, codeName: 'MaxTimeMSExpired' };
    expect(await rejection(things.find(slow, { maxTimeMS: 5 }).toArray())).toMatchObject(refused);
    expect(await rejection(things.countDocuments(slow, { maxTimeMS: 5 }))).toMatchObject(refused);
    const update = things.updateMany(slow, { $set: { n: 0 } }, { maxTimeMS: 5 });
    expect(await rejection(update)).toMatchObject(refused);
    expect(await things.find({}, { maxTimeMS: 60_000 }).toArray()).toHaveLength(20_000);
  });

  it('in a transaction is refused as a standalone does', async () => {
    const things = await store.collectionOf({ a: 1 });
    const session = store.client().startSession();
    session.startTransaction();
    const { originalError } = await rejection(things.insertOne({ a: 2 }, { session }));
    expect(originalError).toMatchObject({ code: 20 });
    await session.endSession();
    expect(await things.countDocuments()).toBe(1);
  });

  it.each([
    [{ insert: 'x', documents: [{}], writeConcern: { w: 2 } }, 2],
    [{ insert: 'x', documents: [{}], writeConcern: { w: 'two' } }, 2],
    [{ insert: 'x', documents: [{}], writeConcern: { w: -1 } }, 9],
    [{ insert: 'x', documents: [{}], writeConcern: { nonsense: 1 } }, 40415],
    [{ bulkWrite: 1, ops: [], nsInfo: [] }, 59],
    [{ find: 'x', hint: 'nothing' }, 2],
    [{ insert: 'a$b', documents: [{}] }, 73],
    [{ insert: 'x', documents: [{ _id: [1] }] }, 53],
    [{ insert: 'x', documents: [{ _id: { $a: 1 } }] }, 52],
    [{ aggregate: 'x', pipeline: [{ $nonsense: 'y' }], cursor: {} }, 40324],
    [{ aggregate: 'x', pipeline: [{ $changeStream: {} }], cursor: {} }, 40573],
    [{ aggregate: 1, pipeline: [{ $changeStream: {} }], cursor: {} }, 40573],
    [{ aggregate: 'x', pipeline: [{ $facet: { a: [{ $nonsense: 1 }] } }], cursor: {} }, 40324],
    [{ aggregate: 'x', pipeline: [{ $group: { _id: { $nonsense: 1 } } }], cursor: {} }, 168],
    [{ dropIndexes: 'nothing', index: '*' }, 26],
  ])('%j is refused with code %i', async (command, code) => {
    await store.db().collection('x').insertOne({});
    const error = await rejection(
      store
        .db()
        .command(command)
        .then((reply: { writeErrors?: unknown[] }) => {
          throw reply.writeErrors?.[0];
        }),
    );
    expect(error).toMatchObject({ code });
  });
});

describe('A cursor', () => {
  it('hands out all there is in batches, in order', async () => {
    const things = await store.collectionOf(...Array.from({ length: 500 }, (_, n) => ({ n })));
    const numbers = await things
      .find({}, { batchSize: 7 })
      .sort({ n: -1 })
      .map(({ n }) => n as number)
      .toArray();
    expect(numbers).toEqual(Array.from({ length: 500 }, (_, n) => 499 - n));
  });

  it('goes on while documents come and go', async () => {
    const things = await store.collectionOf(...Array.from({ length: 300 }, (_, _id) => ({ _id })));
    const cursor = things.find({}, { batchSize: 10 }).sort({ _id: 1 });
    expect(await cursor.next()).toEqual({ _id: 0 });
    await things.deleteMany({ _id: { $gte: 100, $lt: 200 } as never });
    await things.insertOne({ _id: 1000 as never });
    expect(await cursor.toArray()).toHaveLength(200);
  });

  it('that was closed is no longer known', async () => {
    const things = await store.collectionOf({}, {}, {});
    const cursor = things.find({}, { batchSize: 1 });
    await cursor.next();
    const id = cursor.id;
    await cursor.close();
    const more = { getMore: id, collection: things.collectionName };
    expect(await rejection(store.db().command(more))).toMatchObject({ code: 43 });
  });
});

describe('Aggregation', () => {
  const sales = [
    { unit: 'a', n: 1, at: new Date('2026-01-05') },
    { unit: 'b', n: 2, at: new Date('2026-01-20') },
    { unit: 'a', n: 3, at: new Date('2026-02-01') },
  ];

  it('matches, groups, sorts and limits', async () => {
    const things = await store.collectionOf(...sales);
    const pipeline = [
      { $match: { n: { $gt: 0 } } },
      { $group: { _id: '$unit', sum: { $sum: '$n' } } },
      { $sort: { sum: -1 } },
      { $limit: 1 },
    ];
    expect(await things.aggregate(pipeline).toArray()).toEqual([{ _id: 'a', sum: 4 }]);
  });

  it('has facets, dates and lookups', async () => {
    const things = await store.collectionOf(...sales);
    const units = await store.collectionOf({ _id: 'a', name: 'A' }, { _id: 'b', name: 'B' });
    const month = { $dateToString: { date: '$at', format: '%Y-%m' } };
    const pipeline = [
      {
        $facet: {
          months: [{ $group: { _id: month, n: { $sum: 1 } } }, { $sort: { _id: 1 } }],
          named: [
            {
              $lookup: {
                from: units.collectionName,
                localField: 'unit',
                foreignField: '_id',
                as: 'unit',
              },
            },
            { $unwind: '$unit' },
            { $project: { _id: 0, name: '$unit.name' } },
            { $sort: { name: 1 } },
          ],
        },
      },
    ];
    expect(await things.aggregate(pipeline).toArray()).toEqual([
      {
        months: [
          { _id: '2026-01', n: 2 },
          { _id: '2026-02', n: 1 },
        ],
        named: [{ name: 'A' }, { name: 'A' }, { name: 'B' }],
      },
    ]);
  });

  it('reads no further than its limit', async () => {
    const things = await store.collectionOf(...sales, { n: 'x' });
    const pipeline = [{ $project: { twice: { $multiply: ['$n', 2] } } }, { $limit: 2 }];
    const numbers = await things.aggregate(pipeline).toArray();
    expect(numbers.map(({ twice }) => twice as number)).toEqual([2, 4]);
  });

  it('counts, and lists what is different', async () => {
    const things = await store.collectionOf(...sales);
    expect(await things.countDocuments({ unit: 'a' })).toBe(2);
    expect(await things.countDocuments({}, { skip: 1, limit: 1 })).toBe(1);
    expect(await things.estimatedDocumentCount()).toBe(3);
    expect(await things.distinct('unit')).toEqual(['a', 'b']);
  });
});

describe('Collections and databases', () => {
  it('are listed, dropped, and kept apart', async () => {
    const other = store.client().db('other');
    await other.createCollection('one');
    await other.collection('two').insertOne({});
    expect(await rejection(other.createCollection('one'))).toMatchObject({ code: 48 });
    const names = async () => (await other.listCollections().toArray()).map(({ name }) => name);
    expect(await names()).toEqual(['one', 'two']);
    await other.dropCollection('one');
    expect(await names()).toEqual(['two']);
    const { databases } = await store.client().db().admin().listDatabases();
    expect(databases.map(({ name }) => name)).toContain('other');
    await other.dropDatabase();
    expect(await names()).toEqual([]);
  });
});
