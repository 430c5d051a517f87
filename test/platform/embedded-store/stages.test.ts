import type { Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

describe('Stages', () => {
  const people: Document[] = [
    { _id: 1, unit: 'a', n: 1 },
    { _id: 2, unit: 'b', n: 5 },
    { _id: 3, unit: 'a', n: 3 },
  ];

  test('$lookup runs a pipeline with variables of its own', async () => {
    const others = await store.collectionOf(...people);
    const lookup = {
      from: others.collectionName,
      let: { unit: '$unit', least: '$n' },
      pipeline: [
        { $match: { $expr: { $and: [{ $eq: ['$unit', '$$unit'] }, { $gt: ['$n', '$$least'] }] } } },
        { $project: { n: 1, more: { $subtract: ['$n', '$$least'] } } },
      ],
      as: 'higher',
    };
    const found = await store.staged(people, { $sort: { _id: 1 } }, { $lookup: lookup });
    expect(found.map(({ higher }) => higher as unknown)).toEqual([
      [{ _id: 3, n: 3, more: 2 }],
      [],
      [],
    ]);
  });

  test('$graphLookup follows a field to the depth it is told', async () => {
    const units = await store.collectionOf(
      { _id: 'root' as never },
      { _id: 'school' as never, above: 'root' },
      { _id: 'class' as never, above: 'school' },
    );
    const graph = {
      from: units.collectionName,
      startWith: '$above',
      connectFromField: 'above',
      connectToField: '_id',
      as: 'path',
      depthField: 'depth',
    };
    const of = async (options: Document) =>
      await units
        .aggregate([{ $match: { _id: 'class' } }, { $graphLookup: { ...graph, ...options } }])
        .toArray();
    expect(await of({})).toMatchObject([
      {
        path: [
          { _id: 'school', depth: 0 },
          { _id: 'root', depth: 1 },
        ],
      },
    ]);
    expect(await of({ maxDepth: 0 })).toMatchObject([{ path: [{ _id: 'school' }] }]);
  });

  test('$setWindowFields sums, ranks and looks back within each partition', async () => {
    const stage = {
      partitionBy: '$unit',
      sortBy: { n: 1 },
      output: {
        soFar: { $sum: '$n', window: { documents: ['unbounded', 'current'] } },
        near: { $push: '$n', window: { range: [-2, 0] } },
        rank: { $rank: {} },
        before: { $shift: { output: '$n', by: -1, default: 'none' } },
      },
    };
    const found = await store.staged(people, { $setWindowFields: stage }, { $sort: { _id: 1 } });
    expect(found).toEqual([
      { _id: 1, unit: 'a', n: 1, soFar: 1, near: [1], rank: 1, before: 'none' },
      { _id: 2, unit: 'b', n: 5, soFar: 5, near: [5], rank: 1, before: 'none' },
      { _id: 3, unit: 'a', n: 3, soFar: 4, near: [1, 3], rank: 2, before: 1 },
    ]);
  });

  test('$densify and $fill close gaps', async () => {
    const found = await store.staged(
      people,
      { $project: { _id: 0, n: 1 } },
      { $densify: { field: 'n', range: { step: 1, bounds: 'full' } } },
      { $set: { v: { $cond: [{ $in: ['$n', [1, 5]] }, '$n', null] } } },
      { $fill: { sortBy: { n: 1 }, output: { v: { method: 'linear' } } } },
    );
    expect(found).toEqual([1, 2, 3, 4, 5].map((n) => ({ n, v: n })));
  });

  test('$bucketAuto, $sortByCount and the accumulators of several values', async () => {
    expect(await store.staged(people, { $bucketAuto: { groupBy: '$n', buckets: 2 } })).toEqual([
      { _id: { min: 1, max: 5 }, count: 2 },
      { _id: { min: 5, max: 5 }, count: 1 },
    ]);
    expect(await store.staged(people, { $sortByCount: '$unit' })).toEqual([
      { _id: 'a', count: 2 },
      { _id: 'b', count: 1 },
    ]);
    const group = {
      _id: null,
      two: { $topN: { n: 2, sortBy: { n: -1 }, output: '$n' } },
      last: { $bottom: { sortBy: { n: -1 }, output: '$_id' } },
      first: { $top: { sortBy: { unit: -1 }, output: '$_id' } },
      least: { $minN: { n: 2, input: '$n' } },
      middle: { $median: { input: '$n', method: 'approximate' } },
      spread: { $stdDevSamp: '$n' },
    };
    expect(await store.staged(people, { $group: group })).toEqual([
      { _id: null, two: [5, 3], last: 1, first: 2, least: [1, 3], middle: 3, spread: 2 },
    ]);
  });

  test('$redact cuts documents within documents', async () => {
    const secret = {
      _id: 1,
      open: 1,
      inside: [
        { level: 9, a: 1 },
        { level: 1, a: 2 },
      ],
    };
    const decide = { $cond: [{ $gt: ['$level', 5] }, '$$PRUNE', '$$DESCEND'] };
    expect(await store.staged([secret], { $redact: decide })).toEqual([
      { _id: 1, open: 1, inside: [{ level: 1, a: 2 }] },
    ]);
  });

  test('$documents needs no collection, and all others do', async () => {
    const pipeline = [{ $documents: [{ a: 1 }, { a: 2 }] }, { $match: { a: 2 } }];
    expect(await store.db().aggregate(pipeline).toArray()).toEqual([{ a: 2 }]);
    const without = store
      .db()
      .aggregate([{ $match: {} }])
      .toArray();
    expect(await rejection(without)).toMatchObject({ code: 73 });
  });

  test('sort and match by the language, and refuse to group by it', async () => {
    const things = await store.collectionOf({ a: 'Ö' }, { a: 'z' }, { a: 'ö' });
    const options = { collation: { locale: 'sv_SE', strength: 2 } };
    const sorted = [
      { $unwind: '$a' },
      { $match: { a: { $gte: 'z' } } },
      { $sort: { a: -1, _id: 1 } },
    ];
    const found = await things.aggregate(sorted, options).toArray();
    expect(found.map(({ a }) => a as string)).toEqual(['Ö', 'ö', 'z']);
    const group = things.aggregate([{ $group: { _id: '$a' } }], options).toArray();
    expect(await rejection(group)).toMatchObject({ code: 238 });
  });
});
