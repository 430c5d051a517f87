import { describe, expect, it } from 'vitest';
import { makeIndex, openStoreForTests } from './open-store.ts';

const store = openStoreForTests();

const documents = [{ a: 1 }, { a: null }, {}, { a: [] }, { a: [null, 1] }, { a: { b: null } }];

describe('Null and missing', () => {
  it.each<[string, object, number[]]>([
    ['are both equal to null, and so is an array with a null', { a: null }, [1, 2, 4]],
    ['are both equal to null by $eq', { a: { $eq: null } }, [1, 2, 4]],
    ['are both among values with null', { a: { $in: [null, 1] } }, [0, 1, 2, 4]],
    ['are both not unequal to null', { a: { $ne: null } }, [0, 3, 5]],
    ['are both not outside values with null', { a: { $nin: [null] } }, [0, 3, 5]],
    ['are both at least and at most null', { a: { $gte: null, $lte: null } }, [1, 2, 4]],
    ['are neither above nor below null', { a: { $gt: null } }, []],
    ['are told apart by $exists', { a: { $exists: false } }, [2]],
    ['are told apart by $exists, too', { a: null, $and: [{ a: { $exists: true } }] }, [1, 4]],
    ['are told apart by $type', { a: { $type: 'null' } }, [1, 4]],
    [
      'further down are both equal to null, save below arrays of values',
      { 'a.b': null },
      [0, 1, 2, 5],
    ],
    ['further down are told apart by $exists', { 'a.b': { $exists: true } }, [5]],
    ['satisfy the opposite of any comparison', { a: { $not: { $gt: 0 } } }, [1, 2, 3, 5]],
  ])('%s', async (_rule, filter, expected) => {
    const field = JSON.stringify(filter).includes('a.b') ? 'a.b' : 'a';
    expect(await store.found(documents, filter, { [field]: 1 })).toEqual(expected);
    expect(await store.found(documents, filter, { [field]: -1 })).toEqual(expected);
  });

  it('sort as equals, below all but an empty array', async () => {
    const things = await store.collectionOf(
      { _id: 1, a: false },
      { _id: 2, a: null },
      { _id: 3 },
      { _id: 4, a: [] },
    );
    const ids = async () =>
      (await things.find().sort({ a: 1, _id: -1 }).toArray()).map(({ _id }) => _id);
    expect(await ids()).toEqual([4, 3, 2, 1]);
    await makeIndex(things, { a: 1, _id: -1 });
    expect(await ids()).toEqual([4, 3, 2, 1]);
  });

  it('form one group, and are told apart by distinct', async () => {
    const things = await store.collectionOf({ a: null }, {}, { a: 1 });
    const groups = await things
      .aggregate([{ $group: { _id: '$a', n: { $sum: 1 } } }, { $sort: { _id: 1 } }])
      .toArray();
    expect(groups).toEqual([
      { _id: null, n: 2 },
      { _id: 1, n: 1 },
    ]);
    expect(await things.distinct('a')).toEqual([null, 1]);
  });
});
