import { describe, expect, it } from 'vitest';
import { byId, openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

describe('A field whose name begins with `$` or holds a dot', () => {
  const odd = { _id: 1, $price: 1, 'a.b': 2, deep: { $ref: 'x', 'c.d': 3, '': 4 } };

  it('is stored as it is, and read whole', async () => {
    const things = await store.collectionOf(odd);
    expect(await things.findOne()).toEqual(odd);
    await things.updateOne({}, { $set: { deep: { $new: { 'e.f': 1 } } } });
    expect(await things.findOne()).toEqual({ ...odd, deep: { $new: { 'e.f': 1 } } });
    await things.replaceOne({}, { 'g.h': 1 });
    expect(await things.findOne()).toEqual({ _id: 1, 'g.h': 1 });
  });

  it('is not what a path with a dot means', async () => {
    const things = await store.collectionOf(odd);
    expect(await things.findOne({ 'a.b': 2 })).toBeNull();
    await things.updateOne({}, { $set: { 'a.b': 3 } });
    expect(await things.findOne()).toEqual({ ...odd, a: { b: 3 } });
  });

  it('is reached by $getField', async () => {
    const things = await store.collectionOf(odd);
    const dotted = { $expr: { $eq: [{ $getField: 'a.b' }, 2] } };
    expect(await things.countDocuments(dotted)).toBe(1);
    const dollar = { $expr: { $eq: [{ $getField: { $literal: '$price' } }, 1] } };
    expect(await things.countDocuments(dollar)).toBe(1);
  });

  it.each<[string, object, number]>([
    ['$set of a name with `$`', { $set: { $price: 1 } }, 52],
    ['$set of a path with `$`', { $set: { 'a.$price': 1 } }, 52],
    ['$set of a path with an empty name', { $set: { 'a..b': 1 } }, 56],
    ['$unset of nothing', { $unset: { '': 1 } }, 56],
  ])('is refused in %s', async (_what, update, code) => {
    const things = await store.collectionOf({ _id: 1 });
    expect(await rejection(things.updateOne({}, update))).toMatchObject({ code });
    expect(await things.find().toArray()).toEqual([{ _id: 1 }]);
  });

  it('is refused in a replacement, and in `_id`', async () => {
    const things = await store.collectionOf({ _id: 1 });
    const replaced = things.replaceOne({}, { a: 1, $price: 1 });
    expect(await rejection(replaced)).toMatchObject({ code: 52 });
    const inserted = things.insertOne({ _id: { $a: 1 } } as never);
    expect(await rejection(inserted)).toMatchObject({ code: 52 });
  });
});

describe('A document of more than 16 MB', () => {
  const megabyte = 'x'.repeat(1024 * 1024);
  const large = Array.from({ length: 15 }, () => megabyte);

  it('is refused when it is inserted, and nothing of it is kept', async () => {
    const things = await store.collectionOf();
    const error = await rejection(things.insertOne({ large: [...large, megabyte] }));
    expect(error).toMatchObject({ code: 10334 });
    expect(await things.countDocuments()).toBe(0);
  });

  it('is refused when an update makes it, and stays as it was', async () => {
    const things = await store.collectionOf({ _id: 1, large });
    const push = things.updateOne(byId(1), { $push: { large: { $each: [megabyte] } } } as never);
    expect(await rejection(push)).toMatchObject({ code: 10334 });
    expect((await things.findOne(byId(1)))?.large).toHaveLength(15);
  });
});
