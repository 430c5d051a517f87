import { randomBytes } from 'node:crypto';
import { Binary, Decimal128, Double, type Document, Int32, Long } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { openStoreForTests } from './open-store.ts';

const store = openStoreForTests();

/** The first result of a pipeline, numbers in their BSON classes. */
const exactResult = async (documents: Document[], ...pipeline: Document[]) => {
  const collection = await store.collectionOf(...documents);
  return await collection.aggregate(pipeline, { promoteValues: false }).next();
};

const sumOf = async (...values: unknown[]): Promise<unknown> => {
  const documents = values.map((value) => ({ value }));
  const result = await exactResult(documents, { $group: { _id: null, sum: { $sum: '$value' } } });
  return result?.sum;
};

const averageOf = async (...values: unknown[]): Promise<unknown> => {
  const documents = values.map((value) => ({ value }));
  const result = await exactResult(documents, { $group: { _id: null, avg: { $avg: '$value' } } });
  return result?.avg;
};

describe('A sum within a group', () => {
  test('of int32 is an int32, and a long when it overflows', async () => {
    expect(await sumOf(1, 2)).toEqual(new Int32(3));
    expect(await sumOf(2147483647, 1)).toEqual(Long.fromNumber(2147483648));
  });

  test('of doubles is a double, even when it is whole', async () => {
    expect(await sumOf(new Double(1), new Double(2))).toEqual(new Double(3));
    expect(await sumOf(new Int32(1), new Double(2))).toEqual(new Double(3));
  });

  test('of many doubles does not gather what rounding loses', async () => {
    expect(await sumOf(...Array.from({ length: 10 }, () => 0.1))).toEqual(new Double(1));
    expect(await sumOf(1e16, 1, -1e16)).toEqual(new Double(1));
  });

  test('of longs is a long, and a double when it overflows', async () => {
    expect(await sumOf(Long.fromNumber(1), 2)).toEqual(Long.fromNumber(3));
    expect(await sumOf(Long.MAX_VALUE, Long.MAX_VALUE)).toEqual(new Double(2 ** 64));
  });

  test('with a Decimal128 is a Decimal128', async () => {
    expect(await sumOf(Decimal128.fromString('0.1'), 2, Long.fromNumber(3))).toEqual(
      Decimal128.fromString('5.1'),
    );
  });

  test('passes over what is not a number, and is zero when there is none', async () => {
    expect(await sumOf('7', null, [1, 2], 5)).toEqual(new Int32(5));
    expect(await sumOf('7')).toEqual(new Int32(0));
  });
});

describe('An average within a group', () => {
  test('is a double, a Decimal128 when there is one, and null of nothing', async () => {
    expect(await averageOf(1, 3)).toEqual(new Double(2));
    expect(await averageOf(Decimal128.fromString('1'), 2)).toEqual(Decimal128.fromString('1.5'));
    expect(await averageOf('x')).toBeNull();
  });
});

describe('A group', () => {
  test('puts null and missing together, and equal numbers of different types', async () => {
    const collection = await store.collectionOf(
      { a: null },
      {},
      { a: 1 },
      { a: new Double(1) },
      { a: Long.fromNumber(1) },
      { a: '1' },
    );
    const groups = await collection
      .aggregate([{ $group: { _id: '$a', n: { $count: {} } } }, { $sort: { n: 1 } }])
      .toArray();
    expect(groups).toEqual([
      { _id: '1', n: 1 },
      { _id: null, n: 2 },
      { _id: 1, n: 3 },
    ]);
  });

  test('by several fields keeps their types and leaves out what is missing', async () => {
    const group = { $group: { _id: { a: '$a', b: '$b.c', d: '$none' } } };
    const result = await exactResult([{ a: new Double(2), b: { c: 'x' } }], group);
    expect(result).toEqual({ _id: { a: new Double(2), b: 'x' } });
  });

  test('takes first, last, least, greatest, all and the different ones', async () => {
    const result = await exactResult(
      [{ v: new Double(2) }, {}, { v: Long.fromNumber(1) }, { v: 1 }, { v: null }],
      { $sort: { _id: 1 } },
      {
        $group: {
          _id: 0,
          first: { $first: '$v' },
          last: { $last: '$v' },
          least: { $min: '$v' },
          greatest: { $max: '$v' },
          all: { $push: '$v' },
          different: { $addToSet: '$v' },
          none: { $max: '$none' },
          firstOfNone: { $first: '$none' },
        },
      },
    );
    expect(result).toEqual({
      _id: new Int32(0),
      first: new Double(2),
      last: null,
      least: Long.fromNumber(1),
      greatest: new Double(2),
      all: [new Double(2), Long.fromNumber(1), new Int32(1), null],
      different: [new Double(2), Long.fromNumber(1), null],
      none: null,
      firstOfNone: null,
    });
  });

  test('counts by condition', async () => {
    const documents = [{ course: { status: 'done' } }, { course: { status: 'new' } }, {}];
    const counted = { $sum: { $cond: [{ $eq: ['$course.status', 'done'] }, 1, 0] } };
    const late = { $sum: { $cond: [{ $ne: ['$course.status', 'done'] }, 1, 0] } };
    const result = await exactResult(documents, { $group: { _id: null, counted, late } });
    expect(result).toEqual({ _id: null, counted: new Int32(1), late: new Int32(2) });
  });

  test('follows paths through arrays', async () => {
    const result = await exactResult([{ a: [{ b: 1 }, { b: 2 }] }], {
      $group: { _id: '$a.b', all: { $push: '$a.b' } },
    });
    expect(result).toEqual({
      _id: [new Int32(1), new Int32(2)],
      all: [[new Int32(1), new Int32(2)]],
    });
  });

  test('can be followed by stages that compute', async () => {
    const result = await exactResult(
      [{ v: new Double(2) }, { v: new Double(4) }],
      { $group: { _id: null, sum: { $sum: '$v' } } },
      { $project: { _id: 0, half: { $divide: ['$sum', 4] } } },
    );
    expect(result).toEqual({ half: new Double(1.5) });
  });

  test('sees the whole document where it asks for it', async () => {
    const result = await exactResult([{ _id: 1 as never, a: 'x', b: [1, { c: null }] }], {
      $group: { _id: null, docs: { $push: '$$ROOT' } },
    });
    expect(result?.docs).toEqual([{ _id: new Int32(1), a: 'x', b: [new Int32(1), { c: null }] }]);
  });
});

describe('Many documents read in one go', () => {
  test('come out as they went in, whatever their bytes and sizes', async () => {
    const documents = Array.from({ length: 2000 }, (_, index) => ({
      _id: index as never,
      data: new Binary(randomBytes(index % 97)),
    }));
    documents.push(
      ...Array.from({ length: 12 }, (_, index) => ({
        _id: (2000 + index) as never,
        data: new Binary(randomBytes(4_000_000)),
      })),
    );
    const collection = await store.collectionOf(...documents.slice(0, 2000));
    for (const document of documents.slice(2000)) await collection.insertOne(document);
    for (const cursor of [collection.find(), collection.find().sort({ _id: 1 })]) {
      let position = 0;
      for await (const document of cursor) {
        const expected = documents[position++];
        expect(document._id).toBe(expected?._id);
        const { data } = document as unknown as { data: Binary };
        expect(Buffer.compare(data.buffer, expected?.data.buffer ?? Buffer.alloc(0))).toBe(0);
      }
      expect(position).toBe(documents.length);
    }
  });
});
