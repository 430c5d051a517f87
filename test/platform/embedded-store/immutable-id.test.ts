import { ObjectId } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { byId, openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

const immutable = { code: 66 };

describe('The `_id` of a document', () => {
  it.each<[string, object | object[]]>([
    ['$set', { $set: { _id: 2 } }],
    ['$set of a part of it', { $set: { '_id.part': 2 } }],
    ['$unset', { $unset: { _id: '' } }],
    ['$rename', { $rename: { _id: 'id' } }],
    ['$rename of another field', { $rename: { a: '_id' } }],
    ['$inc', { $inc: { '_id.n': 1 } }],
    ['a pipeline', [{ $set: { _id: 2 } }]],
    ['a pipeline that replaces the document', [{ $replaceWith: { _id: 2 } }]],
  ])('is not changed by %s', async (_how, update) => {
    const before = { _id: { n: 1 }, a: 1 };
    const things = await store.collectionOf(before);
    expect(await rejection(things.updateOne({}, update as never))).toMatchObject(immutable);
    expect(await rejection(things.findOneAndUpdate({}, update as never))).toMatchObject(immutable);
    expect(await things.find().toArray()).toEqual([before]);
  });

  it('is not changed by a replacement, which may name it or not', async () => {
    const things = await store.collectionOf({ _id: 1, a: 1 });
    const other = { _id: 2, a: 2 } as never;
    expect(await rejection(things.replaceOne({}, other))).toMatchObject(immutable);
    expect(await rejection(things.findOneAndReplace({}, other))).toMatchObject(immutable);
    await things.replaceOne({}, { _id: 1, a: 3 });
    await things.replaceOne({}, { a: 4 });
    await things.updateOne({}, { $set: { _id: 1, a: 5 } });
    await things.updateOne({}, [{ $replaceWith: { a: 6 } }]);
    expect(await things.find().toArray()).toEqual([{ _id: 1, a: 6 }]);
  });

  it('comes first, wherever it was named', async () => {
    const things = await store.collectionOf();
    await things.insertOne({ a: 1, _id: 1 as never });
    await things.updateOne(
      { a: 2 },
      { $set: { b: 1 }, $setOnInsert: { _id: 2 } },
      {
        upsert: true,
      },
    );
    await things.replaceOne({ a: 3 }, { a: 3, _id: 3 }, { upsert: true });
    await things.updateOne({ a: 3 }, [{ $replaceWith: { z: 1, _id: '$_id' } }]);
    const keys = (await things.find().toArray()).map((found) => Object.keys(found)[0]);
    expect(keys).toEqual(['_id', '_id', '_id']);
  });

  it('is what the filter says of it when an upsert inserts, and nothing else', async () => {
    const things = await store.collectionOf();
    const upsert = { upsert: true };
    const update = { $set: { _id: 2 } } as never;
    expect(await rejection(things.updateOne(byId(1), update, upsert))).toMatchObject(immutable);
    await things.updateOne(byId(1), { $set: { a: 1 } }, upsert);
    const { upsertedId } = await things.updateOne({ b: 1 }, { $set: { a: 2 } }, upsert);
    expect(upsertedId).toBeInstanceOf(ObjectId);
    expect(await things.findOne({ a: 2 })).toEqual({ _id: upsertedId, b: 1, a: 2 });
    expect(await things.findOne(byId(1))).toEqual({ _id: 1, a: 1 });
  });
});
