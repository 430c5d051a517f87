import { describe, expect, it } from 'vitest';
import { makeIndex, openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

const three = [
  { _id: 1, a: 1, b: 3 },
  { _id: 2, a: 2, b: 2 },
  { _id: 3, a: 3, b: 1 },
];

describe('let', () => {
  it('gives variables to the $expr of every command', async () => {
    const things = await store.collectionOf(...three);
    const options = { let: { wanted: 2 } };
    const filter = { $expr: { $eq: ['$a', '$$wanted'] } };
    const ids = async (list: Promise<{ _id: unknown }[]>) => (await list).map(({ _id }) => _id);
    expect(await ids(things.find(filter, options).toArray() as never)).toEqual([2]);
    const pipeline = [{ $match: filter }, { $set: { sum: { $add: ['$a', '$$wanted'] } } }];
    expect(await things.aggregate(pipeline, options).toArray()).toEqual([{ ...three[1], sum: 4 }]);
    const update = { $set: { c: 1 } };
    expect(await things.updateMany(filter, update, options)).toMatchObject({ modifiedCount: 1 });
    const computed = [{ $set: { c: '$$wanted' } }];
    expect(
      await things.findOneAndUpdate(filter, computed, { ...options, returnDocument: 'after' }),
    ).toEqual({ ...three[1], c: 2 });
    expect(await things.deleteMany(filter, options)).toMatchObject({ deletedCount: 1 });
  });

  it('is needed for a variable', async () => {
    const things = await store.collectionOf(...three);
    const filter = { $expr: { $eq: ['$a', '$$unknown'] } };
    expect(await rejection(things.find(filter).toArray())).toMatchObject({ code: 17276 });
  });
});

describe('$expr', () => {
  it('compares fields of one document, and goes with other conditions', async () => {
    const filter = { $expr: { $gt: ['$a', '$b'] }, a: { $lt: 9 } };
    expect(await store.found(three, filter, { a: 1 })).toEqual([3]);
    expect(await store.found(three, { $nor: [{ $expr: { $gt: ['$a', '$b'] } }] })).toEqual([1, 2]);
  });
});

describe('hint', () => {
  const hinted = async () => {
    const things = await store.collectionOf(...three);
    await makeIndex(things, { a: 1 });
    await makeIndex(things, { b: 1 }, { name: 'byB', sparse: true });
    return things;
  };

  it('is an index’s name, its key, or the natural order', async () => {
    const things = await hinted();
    const ids = async (hint: string | object) =>
      (await things.find({ a: { $gt: 0 } }, { hint: hint as never }).toArray()).map(
        ({ _id }) => _id,
      );
    expect(await ids('a_1')).toEqual([1, 2, 3]);
    expect(await ids({ b: 1 })).toEqual([3, 2, 1]);
    expect(await ids('byB')).toEqual([3, 2, 1]);
    expect(await ids({ $natural: -1 })).toEqual([3, 2, 1]);
  });

  it('is obeyed, whatever that index leaves out', async () => {
    const things = await hinted();
    await things.insertOne({ a: 4 });
    expect(await things.countDocuments({ a: { $gt: 0 } })).toBe(4);
    expect(await things.countDocuments({ a: { $gt: 0 } }, { hint: 'byB' })).toBe(3);
  });

  it('of an index that is not there is refused by every command', async () => {
    const things = await hinted();
    const options = { hint: 'none' as never };
    for (const refused of [
      () => things.find({}, options).toArray(),
      () => things.aggregate([], options).toArray(),
      () => things.countDocuments({}, options),
      () => things.updateOne({}, { $set: { c: 1 } }, options),
      () => things.deleteOne({}, options),
      () => things.findOneAndUpdate({}, { $set: { c: 1 } }, options),
      () => things.findOneAndDelete({}, options),
    ])
      expect(await rejection(refused())).toMatchObject({ code: 2 });
    expect(await things.find().toArray()).toEqual(three);
  });
});

describe('comment', () => {
  it.each(['why', { why: 1 }, 7])('%j changes nothing', async (comment) => {
    const things = await store.collectionOf(...three);
    const options = { comment };
    expect(await things.find({ $comment: 'why' }, options).toArray()).toEqual(three);
    expect(await things.aggregate([{ $match: { a: 1 } }], options).toArray()).toEqual([three[0]]);
    expect(await things.distinct('a', {}, options)).toEqual([1, 2, 3]);
    await things.insertOne({ a: 4 }, options);
    await things.updateOne({ a: 4 }, { $set: { b: 0 } }, options);
    await things.deleteOne({ a: 4 }, options);
    expect(await things.countDocuments({}, options)).toBe(3);
  });
});

describe('What this store does not search by', () => {
  it.each<[object, number, RegExp]>([
    [{ $text: { $search: 'a' } }, 27, /^text index required for \$text query$/],
    [{ $where: 'true' }, 2, /\$where/],
    [{ a: { $near: [1, 2] } }, 2, /\$near/],
    [{ a: { $geoWithin: { $center: [[0, 0], 1] } } }, 2, /\$geoWithin/],
    [{ $jsonSchema: { required: ['a'] } }, 2, /\$jsonSchema/],
  ])('%j is refused by name', async (filter, code, message) => {
    const things = await store.collectionOf(...three);
    for (const refused of [
      () => things.find(filter).toArray(),
      () => things.aggregate([{ $match: filter }]).toArray(),
      () => things.updateMany(filter, { $set: { c: 1 } }),
      () => things.deleteMany(filter),
    ])
      expect(await rejection(refused())).toMatchObject({
        code,
        message: expect.stringMatching(message) as string,
      });
    expect(await things.countDocuments()).toBe(3);
  });
});
