import { Decimal128, Double, Int32, Long, ObjectId } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { byId, makeIndex, openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

const exact = { promoteValues: false } as const;

/** The document after the update, without its `_id`. */
const updated = async (
  document: object,
  update: object,
  { filter = {}, ...options }: Record<string, unknown> & { filter?: object } = {},
): Promise<unknown> => {
  const things = await store.collectionOf(document);
  await things.updateOne(filter, update, options);
  return things.findOne({}, { projection: { _id: 0 } });
};

describe('Update operators', () => {
  it.each([
    [{ a: 1 }, { $set: { b: 2, 'c.d': 3 } }, { a: 1, b: 2, c: { d: 3 } }],
    [{ a: 1, b: 1 }, { $unset: { b: '' } }, { a: 1 }],
    [{ a: 1 }, { $inc: { a: 2, b: 5 } }, { a: 3, b: 5 }],
    [{ a: 3 }, { $mul: { a: 2, b: 5 } }, { a: 6, b: 0 }],
    [
      { a: 3, b: 3 },
      { $min: { a: 1, c: 1 }, $max: { b: 1 } },
      { a: 1, b: 3, c: 1 },
    ],
    [{ a: 1 }, { $rename: { a: 'b.c' } }, { b: { c: 1 } }],
    [{ a: [1] }, { $push: { a: 2, b: 1 } }, { a: [1, 2], b: [1] }],
    [{ a: [3, 1] }, { $push: { a: { $each: [2], $sort: 1, $slice: 2 } } }, { a: [1, 2] }],
    [{ a: [1, 2] }, { $push: { a: { $each: [9], $position: 0 } } }, { a: [9, 1, 2] }],
    [{ a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
    [{ a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
    [{ a: [{ x: 1, y: 2 }, { x: 2 }] }, { $pull: { a: { x: 1 } } }, { a: [{ x: 2 }] }],
    [{ a: [1, 2, 1] }, { $pullAll: { a: [1] } }, { a: [2] }],
    [{ a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
    [{ a: 13 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
    [{ a: [1, 2] }, { $set: { 'a.3': 4 } }, { a: [1, 2, null, 4] }],
    [{ a: [1, 2] }, { $inc: { 'a.$[]': 1 } }, { a: [2, 3] }],
    [{ a: 1 }, [{ $set: { b: { $add: ['$a', 1] } } }, { $unset: 'a' }], { b: 2 }],
  ])('%j and %j make %j', async (document, update, expected) => {
    expect(await updated(document, update)).toEqual(expected);
  });

  it('`$` stands for the element that the filter matched', async () => {
    const document = { a: [{ x: 1 }, { x: 2, n: 0 }] };
    const filter = { 'a.x': 2 };
    expect(await updated(document, { $inc: { 'a.$.n': 1 } }, { filter })).toEqual({
      a: [{ x: 1 }, { x: 2, n: 1 }],
    });
  });

  it('`$[name]` stands for the elements that an array filter matches', async () => {
    const options = { arrayFilters: [{ 'item.x': { $gte: 2 } }] };
    const document = { a: [{ x: 1 }, { x: 2 }, { x: 3 }] };
    expect(await updated(document, { $set: { 'a.$[item].y': 1 } }, options)).toEqual({
      a: [{ x: 1 }, { x: 2, y: 1 }, { x: 3, y: 1 }],
    });
  });

  it('$currentDate sets a date of now', async () => {
    const { at } = (await updated({}, { $currentDate: { at: true } })) as { at: Date };
    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(5000);
  });

  it('counting widens the type only as far as it must', async () => {
    const things = await store.collectionOf({
      i: new Int32(2147483647),
      l: new Long(1),
      d: 0.5,
      x: Decimal128.fromString('1.1'),
    });
    await things.updateOne({}, { $inc: { i: 1, l: 1, d: 1, x: 1 } });
    expect(await things.findOne({}, { ...exact, projection: { _id: 0 } })).toEqual({
      i: Long.fromString('2147483648'),
      l: new Long(2),
      d: new Double(1.5),
      x: Decimal128.fromString('2.1'),
    });
  });
});

describe('An update is refused', () => {
  it.each([
    ['that changes _id', { $set: { _id: 2 } }, 66],
    ['that changes one path twice', { $set: { a: 1 }, $inc: { 'a.b': 1 } }, 40],
    ['that counts what is no number', { $inc: { text: 1 } }, 14],
    ['that pushes onto what is no array', { $push: { text: 1 } }, 2],
    ['that goes through a scalar', { $set: { 'text.x': 1 } }, 28],
    ['with an operator nobody knows', { $nonsense: { a: 1 } }, 9],
    ['that uses $ without a match', { $set: { 'list.$': 1 } }, 2],
  ])('%s', async (_case, update, code) => {
    const things = await store.collectionOf({ _id: 1, text: 'x', list: [1] });
    expect(await rejection(things.updateOne({}, update as never))).toMatchObject({ code });
    expect(await things.findOne()).toEqual({ _id: 1, text: 'x', list: [1] });
  });
});

describe('An upsert', () => {
  it('starts from what the filter says is equal, and counts as inserting', async () => {
    const things = await store.collectionOf();
    const result = await things.updateOne(
      { a: 1, 'b.c': { $eq: 2 }, n: { $gt: 5 }, $and: [{ d: 4 }] },
      { $set: { e: 5 }, $setOnInsert: { f: 6 } },
      { upsert: true },
    );
    expect(result).toMatchObject({ matchedCount: 0, upsertedCount: 1 });
    expect(await things.findOne()).toEqual({
      _id: result.upsertedId,
      a: 1,
      b: { c: 2 },
      d: 4,
      e: 5,
      f: 6,
    });
    await things.updateOne({ a: 1 }, { $setOnInsert: { f: 7 } }, { upsert: true });
    expect(await things.findOne()).toMatchObject({ f: 6 });
  });

  it('takes the _id of the filter', async () => {
    const things = await store.collectionOf();
    const _id = new ObjectId();
    await things.replaceOne({ _id }, { a: 1 }, { upsert: true });
    expect(await things.find().toArray()).toEqual([{ _id, a: 1 }]);
  });
});

describe('findAndModify', () => {
  it('answers the document as it was, as it is, or that there was none', async () => {
    const things = await store.collectionOf({ _id: 1, n: 1 }, { _id: 2, n: 2 });
    const sort = { n: -1 } as const;
    const update = { $inc: { n: 10 } };
    expect(await things.findOneAndUpdate({}, update, { sort })).toEqual({ _id: 2, n: 2 });
    expect(await things.findOneAndUpdate(byId(2), update, { returnDocument: 'after' })).toEqual({
      _id: 2,
      n: 22,
    });
    expect(await things.findOneAndDelete({}, { sort })).toEqual({ _id: 2, n: 22 });
    expect(await things.findOneAndReplace(byId(9), { n: 0 })).toBeNull();
  });

  it('alone chooses by an order: updates have `sort` from MongoDB 8 on', async () => {
    const things = await store.collectionOf({ n: 1 }, { n: 2 });
    const options = { sort: { n: -1 } } as const;
    for (const refused of [
      () => things.updateOne({}, { $set: { met: true } }, options),
      () => things.replaceOne({}, { met: true }, options),
    ])
      expect(await rejection(refused())).toMatchObject({
        code: 40415,
        message: "BSON field 'update.updates.sort' is an unknown field.",
      });
    expect(await things.countDocuments({ met: true })).toBe(0);
  });

  it('of many at once lets exactly one win', async () => {
    const things = await store.collectionOf({ free: true });
    const wins = await Promise.all(
      Array.from({ length: 20 }, (_, by) =>
        things.findOneAndUpdate({ free: true }, { $set: { free: false, by } }),
      ),
    );
    expect(wins.filter(Boolean)).toHaveLength(1);
  });
});

describe('Changing many', () => {
  it('meets each document once, even when the change moves it within the index', async () => {
    const things = await store.collectionOf(...Array.from({ length: 1500 }, (_, n) => ({ n })));
    await makeIndex(things, { n: 1 });
    const result = await things.updateMany({ n: { $gte: 0 } }, { $inc: { n: 10_000 } });
    expect(result).toMatchObject({ matchedCount: 1500, modifiedCount: 1500 });
    expect(await things.countDocuments({ n: { $gte: 20_000 } })).toBe(0);
  });

  it('says how many matched and how many were changed', async () => {
    const things = await store.collectionOf({ a: 1 }, { a: 2 });
    expect(await things.updateMany({}, { $set: { a: 2 } })).toMatchObject({
      matchedCount: 2,
      modifiedCount: 1,
    });
  });
});
