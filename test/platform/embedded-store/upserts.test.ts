import { Double, Long } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { makeIndex, openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

/** What an upsert by this filter and update inserts, without its `_id`. */
const upserted = async (filter: object, update: object, options: object = {}) => {
  const things = await store.collectionOf();
  await things.updateOne(filter, update, { upsert: true, ...options });
  return things.findOne({}, { projection: { _id: 0 }, promoteValues: false });
};

describe('An upsert starts from what the filter says is equal:', () => {
  it.each<[string, object, object]>([
    ['a value', { a: 'x' }, { a: 'x' }],
    ['$eq', { a: { $eq: 'x' } }, { a: 'x' }],
    ['$in and $all of one value', { a: { $in: ['x'] }, b: { $all: ['y'] } }, { a: 'x', b: 'y' }],
    [
      '$and, and $or with one branch',
      { $and: [{ a: 'x' }, { $or: [{ b: 'y' }] }] },
      { a: 'x', b: 'y' },
    ],
    ['a path', { 'a.b': 'x', 'a.c': 'y' }, { a: { b: 'x', c: 'y' } }],
    ['a whole document', { a: { b: 'x' } }, { a: { b: 'x' } }],
    [
      'numbers of their type',
      { a: new Double(1), b: Long.fromNumber(1) },
      { a: new Double(1), b: Long.fromNumber(1) },
    ],
    ['not $in of several', { a: { $in: ['x', 'y'] } }, {}],
    ['not $or with several branches', { $or: [{ a: 'x' }, { b: 'y' }] }, {}],
    [
      'not a comparison, $ne, $exists or a pattern',
      { a: { $gt: 'x' }, b: { $ne: 1 }, c: { $exists: false }, d: /x/ },
      {},
    ],
  ])('%s', async (_what, filter, expected) => {
    expect(await upserted(filter, { $set: { z: 'new' } })).toEqual({ ...expected, z: 'new' });
  });

  it('the same field twice is refused', async () => {
    const twice = { $and: [{ a: 1 }, { a: 2 }] };
    expect(await rejection(upserted(twice, { $set: { z: 1 } }))).toMatchObject({
      code: 54,
    });
  });
});

describe('$setOnInsert', () => {
  it('sets when inserting', async () => {
    const things = await store.collectionOf();
    const update = { $setOnInsert: { made: 1 }, $inc: { n: 1 } };
    await things.updateOne({ a: 1 }, update, { upsert: true });
    await things.updateOne({ a: 1 }, { ...update, $setOnInsert: { made: 2 } }, { upsert: true });
    expect(await things.find({}, { projection: { _id: 0 } }).toArray()).toEqual([
      { a: 1, made: 1, n: 2 },
    ]);
  });

  it('may not set what another operator sets, inserting or not', async () => {
    const things = await store.collectionOf({ a: 1 });
    const update = { $setOnInsert: { n: 1 }, $inc: { n: 1 } };
    expect(await rejection(things.updateOne({ a: 1 }, update))).toMatchObject({ code: 40 });
  });
});

describe('An upsert', () => {
  it('of a pipeline computes from what the filter says', async () => {
    const things = await store.collectionOf();
    const pipeline = [{ $set: { twice: { $multiply: ['$a', 2] } } }];
    await things.updateOne({ a: 21 }, pipeline, { upsert: true });
    expect(await things.findOne({}, { projection: { _id: 0 } })).toEqual({ a: 21, twice: 42 });
  });

  it('that replaces takes nothing but `_id` from the filter', async () => {
    const things = await store.collectionOf();
    const options = { upsert: true, returnDocument: 'after', projection: { _id: 0 } } as const;
    expect(await things.findOneAndReplace({ a: 1 }, { b: 2 }, options)).toEqual({ b: 2 });
  });

  it('is told apart from an update: findOneAndUpdate answers null before, the document after', async () => {
    const things = await store.collectionOf();
    const update = { $set: { n: 1 } };
    const options = { upsert: true, projection: { _id: 0 } };
    expect(await things.findOneAndUpdate({ a: 1 }, update, options)).toBeNull();
    const after = { ...options, returnDocument: 'after' } as const;
    expect(await things.findOneAndUpdate({ a: 2 }, update, after)).toEqual({ a: 2, n: 1 });
    const { lastErrorObject } = (await things.findOneAndUpdate({ a: 3 }, update, {
      ...options,
      includeResultMetadata: true,
    })) as { lastErrorObject?: Record<string, unknown> };
    expect(lastErrorObject).toMatchObject({ n: 1, updatedExisting: false });
    expect(lastErrorObject).toHaveProperty('upserted');
  });

  it('of many at once by a unique key inserts one', async () => {
    const things = await store.collectionOf();
    await makeIndex(things, { key: 1 }, { unique: true });
    await Promise.all(
      Array.from({ length: 20 }, () =>
        things.updateOne({ key: 'k' }, { $inc: { n: 1 } }, { upsert: true }),
      ),
    );
    expect(await things.find({}, { projection: { _id: 0 } }).toArray()).toEqual([
      { key: 'k', n: 20 },
    ]);
  });
});
