import type { Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

describe('A stage with an option nobody knows', () => {
  test.each<[string, Document, number]>([
    ['$addFields', { $addFields: 1 }, 40272],
    ['$bucket', { $bucket: { groupBy: '$a', boundaries: [0, 1], nonsense: 1 } }, 40197],
    ['$bucketAuto', { $bucketAuto: { groupBy: '$a', buckets: 1, nonsense: 1 } }, 40245],
    ['$count', { $count: { nonsense: 1 } }, 40156],
    [
      '$densify',
      { $densify: { field: 'a', range: { step: 1, bounds: 'full' }, nonsense: 1 } },
      40415,
    ],
    [
      "$densify's range",
      { $densify: { field: 'a', range: { step: 1, bounds: 'full', nonsense: 1 } } },
      40415,
    ],
    ['$facet', { $facet: { a: [{ $nonsense: 1 }] } }, 40324],
    ['$fill', { $fill: { output: { a: { value: 1 } }, nonsense: 1 } }, 40415],
    ["$fill's output", { $fill: { output: { a: { value: 1, nonsense: 1 } } } }, 40415],
    [
      '$graphLookup',
      {
        $graphLookup: {
          from: 'x',
          startWith: 1,
          connectFromField: 'a',
          connectToField: 'b',
          as: 'c',
          nonsense: 1,
        },
      },
      40104,
    ],
    ['$group', { $group: { _id: 1, a: { $sum: 1, nonsense: 1 } } }, 40238],
    ['$group', { $group: { _id: 1, a: { $nonsense: 1 } } }, 15952],
    [
      '$group',
      { $group: { _id: 1, a: { $topN: { n: 1, sortBy: {}, output: 1, nonsense: 1 } } } },
      9,
    ],
    ['$limit', { $limit: { nonsense: 1 } }, 5107201],
    [
      '$lookup',
      { $lookup: { from: 'x', localField: 'a', foreignField: 'b', as: 'c', nonsense: 1 } },
      9,
    ],
    ['$lookup', { $lookup: { from: 'x', pipeline: [{ $nonsense: 1 }], as: 'c' } }, 40324],
    ['$match', { $match: { a: { $nonsense: 1 } } }, 2],
    ['$project', { $project: { a: { $nonsense: 1 } } }, 168],
    ['$redact', { $redact: { $nonsense: 1 } }, 168],
    ['$replaceRoot', { $replaceRoot: { newRoot: '$a', nonsense: 1 } }, 40415],
    ['$sample', { $sample: { size: 1, nonsense: 1 } }, 28748],
    ['$set', { $set: { a: { $nonsense: 1 } } }, 168],
    ['$setWindowFields', { $setWindowFields: { output: {}, nonsense: 1 } }, 40415],
    [
      "$setWindowFields's output",
      { $setWindowFields: { output: { a: { $sum: 1, nonsense: 1 } } } },
      9,
    ],
    [
      "$setWindowFields's window",
      {
        $setWindowFields: { sortBy: { a: 1 }, output: { a: { $sum: 1, window: { nonsense: 1 } } } },
      },
      40415,
    ],
    ['$skip', { $skip: -1 }, 5107201],
    ['$sort', { $sort: { a: 'nonsense' } }, 15974],
    ['$sortByCount', { $sortByCount: 'nonsense' }, 40149],
    ['$unionWith', { $unionWith: { coll: 'x', nonsense: 1 } }, 40415],
    ['$unset', { $unset: { nonsense: 1 } }, 31002],
    ['$unwind', { $unwind: { path: '$a', nonsense: 1 } }, 28811],
  ])('is refused: %s', async (_stage, stage, code) => {
    expect(await rejection(store.staged([], stage))).toMatchObject({ code });
    expect(await rejection(store.staged([{ a: 1 }], { $skip: 0 }, stage))).toMatchObject({ code });
  });

  test.each([
    [[{ $limit: 0 }], 15958],
    [[{ $project: { a: 1, b: 0 } }], 31254],
    [[{ $project: { a: 0, b: 1 } }], 31253],
    [[{ $project: { a: 1, 'a.b': 1 } }], 31249],
    [[{ $project: {} }], 51272],
    [[{ $set: { a: 1, 'a.b': 1 } }], 40176],
    [[{ $lookup: { from: 'x', localField: 'a', as: 'c' } }], 9],
    [[{ $lookup: { from: 'x', as: 'c' } }], 9],
    [[{ $facet: { a: [{ $facet: { b: [] } }] } }], 40600],
    [[{ $bucket: { groupBy: '$a', boundaries: [2, 1] } }], 40194],
    [[{ $bucketAuto: { groupBy: '$a', buckets: 2, granularity: 'R5' } }], 238],
    [
      [{ $setWindowFields: { sortBy: { a: 1 }, output: { b: { $derivative: { input: '$a' } } } } }],
      238,
    ],
    [[{ $match: {}, $limit: 1 }], 40323],
    [[{ $match: {} }, { $collStats: {} }], 40602],
    [[{ $match: {} }, { $documents: [] }], 40602],
  ])('%j is refused with code %i', async (pipeline, code) => {
    expect(await rejection(store.staged([], ...pipeline))).toMatchObject({ code });
  });

  test('is refused by explain as well', async () => {
    const things = await store.collectionOf({ a: 1 });
    const unwind = [{ $unwind: { path: '$a', nonsense: 1 } }];
    expect(await rejection(things.aggregate(unwind).explain())).toMatchObject({ code: 28811 });
  });
});
