import { describe, expect, it } from 'vitest';
import { byId, makeIndex, openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

describe('A unique index', () => {
  it('refuses a second holder and says which key is taken', async () => {
    const people = await store.collectionOf();
    await makeIndex(people, { login: 1, unit: 1 }, { unique: true });
    await people.insertOne({ login: 'anna', unit: 1 });
    const error = await rejection(people.insertOne({ login: 'anna', unit: 1 }));
    expect(error).toMatchObject({
      code: 11000,
      keyPattern: { login: 1, unit: 1 },
      keyValue: { login: 'anna', unit: 1 },
    });
    await people.insertOne({ login: 'anna', unit: 2 });
    const update = people.updateOne({ unit: 2 }, { $set: { unit: 1 } });
    expect(await rejection(update)).toMatchObject({ code: 11000 });
    const modify = people.findOneAndUpdate({ unit: 2 }, { $set: { unit: 1 } });
    expect(await rejection(modify)).toMatchObject({ code: 11000, keyValue: { unit: 1 } });
    expect(await people.countDocuments({ unit: 2 })).toBe(1);
  });

  it('lets exactly one of many through', async () => {
    const taken = await store.collectionOf();
    await makeIndex(taken, { key: 1 }, { unique: true });
    const tries = await Promise.allSettled(
      Array.from({ length: 50 }, () => taken.insertOne({ key: 'once' })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('counts every element of an array, and a missing field as null', async () => {
    const people = await store.collectionOf({ numbers: [1, 2] }, { other: 1 });
    await makeIndex(people, { numbers: 1 }, { unique: true });
    expect(await rejection(people.insertOne({ numbers: [2, 3] }))).toMatchObject({ code: 11000 });
    expect(await rejection(people.insertOne({ other: 2 }))).toMatchObject({ code: 11000 });
    await people.insertOne({ numbers: [3, 3] });
  });

  it('is not made over documents that break it', async () => {
    const people = await store.collectionOf({ a: 1 }, { a: 1 });
    const error = await rejection(makeIndex(people, { a: 1 }, { unique: true }));
    expect(error.code).toBe(11000);
    expect(await people.indexes()).toHaveLength(1);
    await people.insertOne({ a: 1 });
  });

  it('frees the key of a document that changed or went', async () => {
    const people = await store.collectionOf({ _id: 1, a: 1 }, { _id: 2, a: 2 });
    await makeIndex(people, { a: 1 }, { unique: true });
    await people.updateOne(byId(1), { $set: { a: 3 } });
    await people.deleteOne(byId(2));
    await people.insertMany([{ a: 1 }, { a: 2 }]);
    expect(await people.distinct('a')).toEqual([3, 1, 2]);
  });

  it('that is sparse leaves out documents without the field', async () => {
    const people = await store.collectionOf({ n: 1 }, { n: 2 }, { n: 3, key: 'k' });
    await makeIndex(people, { key: 1 }, { unique: true, sparse: true });
    expect(await rejection(people.insertOne({ key: 'k' }))).toMatchObject({ code: 11000 });
    expect(await people.find({ key: null }).toArray()).toHaveLength(2);
    expect(await people.find().sort({ key: 1 }).toArray()).toHaveLength(3);
  });

  it('that is partial holds for the documents of its filter only', async () => {
    const codes = await store.collectionOf({ code: 1, used: true });
    await makeIndex(codes, { code: 1 }, { unique: true, partialFilterExpression: { used: false } });
    await codes.insertMany([
      { code: 1, used: true },
      { code: 1, used: false },
    ]);
    const error = await rejection(codes.insertOne({ code: 1, used: false }));
    expect(error).toMatchObject({ code: 11000 });
    expect(await codes.countDocuments({ code: 1 })).toBe(3);
    expect(await codes.countDocuments({ code: 1, used: false })).toBe(1);
    await codes.updateMany({ code: 1, used: false }, { $set: { used: true } });
    await codes.insertOne({ code: 1, used: false });
  });
});

describe('Bulk writes', () => {
  const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }];

  it('in order stop at the first that is refused', async () => {
    const things = await store.collectionOf();
    const error = await rejection(things.insertMany(documents as never));
    expect(error).toMatchObject({ code: 11000, result: { insertedCount: 1 } });
    expect(error.writeErrors).toMatchObject([{ index: 1, code: 11000 }]);
  });

  it('in no order try them all', async () => {
    const things = await store.collectionOf();
    await rejection(things.insertMany(documents as never, { ordered: false }));
    expect(await things.countDocuments()).toBe(2);
  });
});

describe('Declaring an index', () => {
  it('twice in the same way is no error, in another way is one', async () => {
    const things = await store.collectionOf();
    expect(await makeIndex(things, { a: 1, b: -1 })).toBe('a_1_b_-1');
    await makeIndex(things, { a: 1, b: -1 });
    expect(await rejection(makeIndex(things, { a: 1, b: -1 }, { unique: true }))).toMatchObject({
      code: 86,
    });
    expect(await rejection(makeIndex(things, { a: 1, b: -1 }, { name: 'x' }))).toMatchObject({
      code: 85,
    });
    await things.dropIndex('a_1_b_-1');
    expect(await things.indexes()).toEqual([{ v: 2, key: { _id: 1 }, name: '_id_' }]);
  });

  it.each([
    [{ a: 'text' }, {}],
    [{ a: '2dsphere' }, {}],
    [{ '$**': 1 }, {}],
    [{ a: 1, b: 1 }, { expireAfterSeconds: 5 }],
    [{ a: 1 }, { wildcardProjection: { a: 1 } }],
  ])('%j with %j is refused: there is no such index here', async (key, options) => {
    const things = await store.collectionOf();
    const error = await rejection(makeIndex(things, key, options));
    expect(error).toMatchObject({ code: 67 });
  });

  it('over two arrays of one document is refused', async () => {
    const things = await store.collectionOf();
    await makeIndex(things, { a: 1, b: 1 });
    expect(await rejection(things.insertOne({ a: [1], b: [2] }))).toMatchObject({ code: 171 });
    expect(await things.countDocuments()).toBe(0);
  });
});
