import type { Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { openStoreForTests } from './open-store.ts';

const store = openStoreForTests();

describe('Fields whose names are whole numbers', () => {
  const inOrder = new Map<string, unknown>([
    ['_id', 1],
    ['b', 1],
    [
      '10',
      new Map([
        ['z', 1],
        ['2', 2],
      ]),
    ],
    [
      '2',
      [
        new Map([
          ['y', 1],
          ['0', 2],
        ]),
      ],
    ],
    ['a', 3],
  ]);
  const names = ['_id', 'b', '10', '2', 'a'];

  /** The names of the fields as they are stored, which the driver's objects do not tell. */
  const namesAfter = async (...pipeline: Document[]): Promise<unknown> => {
    const things = await store.collectionOf();
    await things.insertOne(inOrder);
    const listed = { $map: { input: { $objectToArray: '$$ROOT' }, in: '$$this.k' } };
    const [result] = await things
      .aggregate([...pipeline, { $project: { _id: 0, names: listed } }])
      .toArray();
    return result?.names;
  };

  test.each<[Document[], string[]]>([
    [[], names],
    [[{ $skip: 0 }, { $sort: { a: 1 } }], names],
    [[{ $set: { '5': 1, b: 2 } }], [...names, '5']],
    [[{ $project: { a: 1, '2': 1, b: 1 } }], ['_id', 'b', '2', 'a']],
    [[{ $project: { a: 0 } }], ['_id', 'b', '10', '2']],
    [[{ $unset: '10' }], ['_id', 'b', '2', 'a']],
    [[{ $group: { _id: null, x: { $first: '$$ROOT' } } }, { $replaceWith: '$x' }], names],
    [[{ $replaceWith: { $mergeObjects: [{ z: 1 }, '$$ROOT'] } }], ['z', ...names]],
    [[{ $replaceWith: '$10' }], ['z', '2']],
    [
      [{ $unwind: '$2' }, { $replaceWith: '$2' }],
      ['y', '0'],
    ],
  ])('keep their place through %j', async (pipeline, expected) => {
    expect(await namesAfter(...pipeline)).toEqual(expected);
  });

  test('keep their place when a document is changed', async () => {
    const things = await store.collectionOf();
    await things.insertOne(inOrder);
    await things.updateOne({}, { $set: { b: 2, '7': 1 }, $unset: { a: 1 } });
    await things.updateOne({}, [{ $set: { '3': 1 } }]);
    const listed = { $objectToArray: '$$ROOT' };
    const [result] = await things.aggregate([{ $project: { _id: 0, listed } }]).toArray();
    const listedNames = (result?.listed as { k: string }[]).map(({ k }) => k);
    expect(listedNames).toEqual(['_id', 'b', '10', '2', '7', '3']);
  });

  test('tell documents apart by their order', async () => {
    const things = await store.collectionOf();
    await things.insertOne({
      at: new Map([
        ['b', 1],
        ['1', 2],
      ]),
    });
    expect(
      await things.countDocuments({
        at: new Map([
          ['b', 1],
          ['1', 2],
        ]),
      }),
    ).toBe(1);
    expect(
      await things.countDocuments({
        at: new Map([
          ['1', 2],
          ['b', 1],
        ]),
      }),
    ).toBe(0);
  });
});
