import { Decimal128, Double, type Document, Int32, Long } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { openStoreForTests } from './open-store.ts';

const store = openStoreForTests();

/** What a pipeline makes of documents, with numbers in their BSON classes. */
const exactly = async (documents: Document[], ...pipeline: Document[]): Promise<Document[]> => {
  const collection = await store.collectionOf(...documents);
  return await collection.aggregate(pipeline, { promoteValues: false }).toArray();
};

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
