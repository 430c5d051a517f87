import { describe, expect, it } from 'vitest';
import { makeIndex, openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

const documents = [
  { a: { b: 1 } },
  { a: [{ b: 1 }, { b: 2 }] },
  { a: [{ b: [3, 1] }] },
  { a: [[{ b: 1 }]] },
  { a: [1, 2] },
  { a: { 0: { b: 1 } } },
  { a: [{ c: 1 }, 7, { b: 5 }] },
];

describe('A dotted path', () => {
  it.each<[string, string, object, number[]]>([
    ['meets documents, arrays of documents and arrays in them', 'a.b', { 'a.b': 1 }, [0, 1, 2]],
    ['does not go through two arrays at once', 'a.b', { 'a.b': { $gte: 5 } }, [6]],
    ['names a position of an array or a field of that name', 'a.0.b', { 'a.0.b': 1 }, [1, 2, 3, 5]],
    ['names an element itself', 'a.1', { 'a.1': { $in: [2, 7] } }, [4, 6]],
    [
      'may be met by different elements, one for each condition',
      'a.b',
      { 'a.b': { $gt: 1, $lt: 2 } },
      [1, 2],
    ],
    [
      'is met by one element under $elemMatch',
      'a.b',
      { a: { $elemMatch: { b: { $gt: 1, $lt: 2 } } } },
      [2],
    ],
    ['finds documents that lack it, not arrays without documents', 'a.b', { 'a.b': null }, [5, 6]],
  ])('%s', async (_rule, field, filter, expected) => {
    expect(await store.found(documents, filter, { [field]: 1 })).toEqual(expected);
  });

  it('sorts by the least value below it, and descending by the greatest', async () => {
    const things = await store.collectionOf(
      { _id: 0, a: [{ b: 5 }, { b: 1 }] },
      { _id: 1, a: { b: 3 } },
      { _id: 2, a: [{ b: [2, 9] }] },
    );
    const ids = async (direction: 1 | -1) =>
      (await things.find().sort({ 'a.b': direction }).toArray()).map(({ _id }) => _id);
    const check = async () => {
      expect(await ids(1)).toEqual([0, 2, 1]);
      expect(await ids(-1)).toEqual([2, 0, 1]);
    };
    await check();
    await makeIndex(things, { 'a.b': 1 });
    await check();
  });

  it('is unique across the documents of a collection, whichever element holds the value', async () => {
    const things = await store.collectionOf({ a: [{ b: 1 }, { b: 2 }] });
    await makeIndex(things, { 'a.b': 1 }, { unique: true });
    const error = await rejection(things.insertOne({ a: { b: 2 } }));
    expect(error).toMatchObject({ code: 11000, keyPattern: { 'a.b': 1 }, keyValue: { 'a.b': 2 } });
    await things.insertOne({ a: [{ b: 3 }, { b: 3 }] });
  });

  it('lists what is different below it', async () => {
    const things = await store.collectionOf(...documents);
    expect((await things.distinct('a.b')).toSorted()).toEqual([1, 2, 3, 5]);
  });
});
