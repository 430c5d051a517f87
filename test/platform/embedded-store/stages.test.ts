import { Decimal128, Double, type Document, Int32, Long } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

const staged = async (documents: Document[], ...pipeline: Document[]): Promise<Document[]> => {
  const collection = await store.collectionOf(...documents);
  return await collection.aggregate(pipeline).toArray();
};

/** The same with numbers in their BSON classes. */
const exactly = async (documents: Document[], ...pipeline: Document[]): Promise<Document[]> => {
  const collection = await store.collectionOf(...documents);
  return await collection.aggregate(pipeline, { promoteValues: false }).toArray();
};

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
    ['$sort', { $sort: { a: 'nonsense' } }, 2],
    ['$sortByCount', { $sortByCount: 'nonsense' }, 40149],
    ['$unionWith', { $unionWith: { coll: 'x', nonsense: 1 } }, 40415],
    ['$unset', { $unset: { nonsense: 1 } }, 31002],
    ['$unwind', { $unwind: { path: '$a', nonsense: 1 } }, 28811],
  ])('is refused: %s', async (_stage, stage, code) => {
    expect(await rejection(staged([], stage))).toMatchObject({ code });
    expect(await rejection(staged([{ a: 1 }], { $skip: 0 }, stage))).toMatchObject({ code });
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
    expect(await rejection(staged([], ...pipeline))).toMatchObject({ code });
  });

  test('is refused by explain as well', async () => {
    const things = await store.collectionOf({ a: 1 });
    const unwind = [{ $unwind: { path: '$a', nonsense: 1 } }];
    expect(await rejection(things.aggregate(unwind).explain())).toMatchObject({ code: 28811 });
  });
});

describe('Numbers that a pipeline hands on', () => {
  const numbers: Document[] = [
    { _id: 1, a: new Double(2), b: Long.fromNumber(3), c: Decimal128.fromString('4.0'), d: 5 },
  ];
  const kept = {
    a: new Double(2),
    b: Long.fromNumber(3),
    c: Decimal128.fromString('4.0'),
    d: new Int32(5),
  };

  test.each<[Document[]]>([
    [[{ $project: { _id: 0 } }]],
    [[{ $project: { _id: 0, a: 1, b: 1, c: 1, d: 1 } }]],
    [[{ $set: { e: 1 } }, { $unset: ['e', '_id'] }]],
    [[{ $match: { a: 2 } }, { $limit: 5 }, { $match: { b: 3 } }, { $unset: '_id' }]],
    [[{ $set: { list: [1] } }, { $unwind: '$list' }, { $unset: ['list', '_id'] }]],
    [
      [
        { $group: { _id: 1, all: { $first: '$$ROOT' } } },
        { $replaceWith: '$all' },
        { $unset: '_id' },
      ],
    ],
    [
      [
        { $facet: { x: [] } },
        { $unwind: '$x' },
        { $replaceRoot: { newRoot: '$x' } },
        { $unset: '_id' },
      ],
    ],
  ])('keep their types through %j', async (pipeline) => {
    expect(await exactly(numbers, ...pipeline)).toEqual([kept]);
  });

  test('keep their types in joined documents', async () => {
    const other = await store.collectionOf(...numbers);
    const lookup = { from: other.collectionName, localField: 'd', foreignField: 'd', as: 'found' };
    const [result] = await exactly([{ d: new Double(5) }], { $lookup: lookup });
    expect(result?.found).toEqual([{ _id: new Int32(1), ...kept }]);
  });

  test('are counted as int32, and placed as long', async () => {
    const documents = [{ a: [7, 8] }];
    expect(await exactly(documents, { $count: 'n' })).toEqual([{ n: new Int32(1) }]);
    const unwind = { $unwind: { path: '$a', includeArrayIndex: 'at' } };
    expect(await exactly(documents, unwind, { $project: { _id: 0 } })).toEqual([
      { a: new Int32(7), at: Long.fromNumber(0) },
      { a: new Int32(8), at: Long.fromNumber(1) },
    ]);
    const bucket = { $bucket: { groupBy: { $size: '$a' }, boundaries: [0, new Double(5)] } };
    expect(await exactly(documents, bucket)).toEqual([{ _id: new Int32(0), count: new Int32(1) }]);
  });

  test.each<[Document, number[]]>([
    [{ a: { $type: 'double' } }, [1]],
    [{ a: { $type: 'int' } }, [2]],
    [{ a: { $type: 'long' } }, [3]],
    [{ a: { $type: ['decimal', 'int'] } }, [2, 4]],
    [{ 'deep.list': { $elemMatch: { $type: 'long' } } }, [3]],
    [{ $expr: { $eq: [{ $type: '$a' }, 'long'] } }, [3]],
    [{ a: { $type: 'number', $mod: [2, 1] } }, [1, 2, 3, 4]],
  ])('are found by their types, and by type alone: %j', async (filter, expected) => {
    const values = [new Double(5), 5, Long.fromNumber(5), Decimal128.fromString('5')];
    const things = await store.collectionOf(
      ...values.map((a, at) => ({ _id: at + 1, a, deep: [{ list: [a] }] })),
    );
    const ids = async (found: AsyncIterable<Document>): Promise<unknown[]> =>
      (await Array.fromAsync(found)).map(({ _id }) => _id as unknown);
    expect(await ids(things.find(filter).sort({ _id: 1 }))).toEqual(expected);
    const later = [{ $sort: { _id: 1 } }, { $skip: 0 }, { $unset: 'none' }, { $match: filter }];
    expect(await ids(things.aggregate(later))).toEqual(expected);
    const { modifiedCount } = await things.updateMany(filter, { $set: { met: true } });
    expect(modifiedCount).toBe(expected.length);
  });

  test('stay as they are under an update by a pipeline without stages', async () => {
    const things = await store.collectionOf(...numbers);
    const update = { q: {}, u: [] };
    const reply = await store.db().command({ update: things.collectionName, updates: [update] });
    expect(reply).toMatchObject({ n: 1, nModified: 0 });
  });

  test('keep their types in an update by pipeline, and in a projection of find', async () => {
    const things = await store.collectionOf(...numbers);
    await things.updateOne({}, [{ $set: { a: { $add: ['$a', 1] }, n: { $size: [['x']] } } }]);
    const project = { _id: 0, a: 1, n: 1, twice: { $multiply: ['$b', 2] } };
    const exact = { promoteValues: false, projection: project };
    expect(await things.findOne({}, exact)).toEqual({
      a: new Double(3),
      n: new Int32(1),
      twice: Long.fromNumber(6),
    });
  });
});

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
    const found = await staged(people, { $sort: { _id: 1 } }, { $lookup: lookup });
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
    const found = await staged(people, { $setWindowFields: stage }, { $sort: { _id: 1 } });
    expect(found).toEqual([
      { _id: 1, unit: 'a', n: 1, soFar: 1, near: [1], rank: 1, before: 'none' },
      { _id: 2, unit: 'b', n: 5, soFar: 5, near: [5], rank: 1, before: 'none' },
      { _id: 3, unit: 'a', n: 3, soFar: 4, near: [1, 3], rank: 2, before: 1 },
    ]);
  });

  test('$densify and $fill close gaps', async () => {
    const found = await staged(
      people,
      { $project: { _id: 0, n: 1 } },
      { $densify: { field: 'n', range: { step: 1, bounds: 'full' } } },
      { $set: { v: { $cond: [{ $in: ['$n', [1, 5]] }, '$n', null] } } },
      { $fill: { sortBy: { n: 1 }, output: { v: { method: 'linear' } } } },
    );
    expect(found).toEqual([1, 2, 3, 4, 5].map((n) => ({ n, v: n })));
  });

  test('$bucketAuto, $sortByCount and the accumulators of several values', async () => {
    expect(await staged(people, { $bucketAuto: { groupBy: '$n', buckets: 2 } })).toEqual([
      { _id: { min: 1, max: 5 }, count: 2 },
      { _id: { min: 5, max: 5 }, count: 1 },
    ]);
    expect(await staged(people, { $sortByCount: '$unit' })).toEqual([
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
    expect(await staged(people, { $group: group })).toEqual([
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
    expect(await staged([secret], { $redact: decide })).toEqual([
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
