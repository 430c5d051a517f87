import { Binary, Decimal128, Double, Long, ObjectId } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

const { found } = store;

describe('Equality', () => {
  it('with null also finds documents without the field', async () => {
    const documents = [{ a: null }, {}, { a: 1 }, { a: [] }, { a: [null] }];
    expect(await found(documents, { a: null }, { a: 1 })).toEqual([0, 1, 4]);
  });

  it('finds an array that holds the value, and one that is equal', async () => {
    const documents = [{ a: [1, 2] }, { a: 1 }, { a: [[1, 2]] }, { a: [2, 1] }];
    expect(await found(documents, { a: 1 }, { a: 1 })).toEqual([0, 1, 3]);
    expect(await found(documents, { a: [1, 2] }, { a: 1 })).toEqual([0, 2]);
  });

  it('of numbers does not ask for their type', async () => {
    const documents = [
      { a: 5 },
      { a: new Double(5) },
      { a: Long.fromNumber(5) },
      { a: Decimal128.fromString('5.0') },
      { a: '5' },
    ];
    expect(await found(documents, { a: 5 }, { a: 1 })).toEqual([0, 1, 2, 3]);
  });

  it('of embedded documents goes by the order of their fields', async () => {
    const documents = [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }];
    expect(await found(documents, { a: { x: 1, y: 2 } }, { a: 1 })).toEqual([0]);
  });

  it('of binary data compares bytes, not text', async () => {
    const binary = (byte: number) => new Binary(Buffer.from([0xff, byte]));
    expect(
      await found([{ a: binary(0xfe) }, { a: binary(0xfd) }], { a: binary(0xfe) }, { a: 1 }),
    ).toEqual([0]);
  });

  it('reaches through arrays of documents', async () => {
    const documents = [
      { a: [{ b: 1 }, { b: 2 }] },
      { a: { b: 2 } },
      { a: [{ b: [2] }] },
      { a: [2] },
    ];
    expect(await found(documents, { 'a.b': 2 }, { 'a.b': 1 })).toEqual([0, 1, 2]);
    expect(await found(documents, { 'a.0.b': 1 })).toEqual([0]);
  });
});

describe('Comparison', () => {
  it('stays within the type of the operand', async () => {
    const documents = [
      { a: 1 },
      { a: 'b' },
      { a: new Date(5) },
      { a: null },
      {},
      { a: NaN },
      { a: true },
    ];
    expect(await found(documents, { a: { $gte: 0 } }, { a: 1 })).toEqual([0]);
    expect(await found(documents, { a: { $lt: 9 } }, { a: 1 })).toEqual([0]);
    expect(await found(documents, { a: { $gt: 'a' } }, { a: -1 })).toEqual([1]);
    expect(await found(documents, { a: { $lte: new Date(5) } }, { a: -1 })).toEqual([2]);
  });

  it('of an array is satisfied by any of its elements, each condition by its own', async () => {
    const documents = [{ a: [1, 9] }, { a: [5] }, { a: [1, 2] }];
    expect(await found(documents, { a: { $gt: 4, $lt: 6 } }, { a: 1 })).toEqual([0, 1]);
    expect(await found(documents, { a: { $elemMatch: { $gt: 4, $lt: 6 } } }, { a: 1 })).toEqual([
      1,
    ]);
  });

  it('tells apart numbers that a double cannot', async () => {
    const [small, large] = [
      Long.fromString('9007199254740992'),
      Long.fromString('9007199254740993'),
    ];
    expect(await found([{ a: small }, { a: large }], { a: { $gt: small } }, { a: 1 })).toEqual([1]);
  });
});

describe('Operators', () => {
  const documents = [
    { a: 1, b: ['x', 'y'] },
    { a: 2, b: [] },
    { a: 3 },
    {
      a: 4,
      b: [
        { c: 1, d: 1 },
        { c: 2, d: 2 },
      ],
    },
  ];

  it.each([
    [{ a: { $in: [1, 3, 'z'] } }, [0, 2]],
    [{ a: { $nin: [1, 3] } }, [1, 3]],
    [{ a: { $ne: 2 } }, [0, 2, 3]],
    [{ b: { $exists: false } }, [2]],
    [{ b: { $size: 2 } }, [0, 3]],
    [{ b: { $all: ['y', 'x'] } }, [0]],
    [{ b: /^X/i }, [0]],
    [{ b: { $not: /x/ } }, [1, 2, 3]],
    [{ b: { $elemMatch: { c: 1, d: 2 } } }, []],
    [{ b: { $elemMatch: { c: 2, d: 2 } } }, [3]],
    [{ 'b.c': 1, 'b.d': 2 }, [3]],
    [{ a: { $mod: [2, 0] } }, [1, 3]],
    [{ b: { $type: 'string' } }, [0]],
    [{ a: { $not: { $gt: 2 } } }, [0, 1]],
    [{ $or: [{ a: 1 }, { b: { $size: 0 } }] }, [0, 1]],
    [{ $nor: [{ a: 1 }, { a: 2 }] }, [2, 3]],
    [{ $and: [{ a: { $gt: 1 } }, { a: { $lt: 3 } }] }, [1]],
    [{ $expr: { $gt: ['$a', 3] } }, [3]],
    [{ a: { $bitsAllSet: 3 } }, [2]],
  ])('%j', async (filter, expected) => {
    expect(await found(documents, filter, { a: 1 })).toEqual(expected);
  });

  it.each([
    [{ a: { $near: 1 } }, 'unknown operator: $near'],
    [{ $where: 'true' }, 'unknown top level operator: $where'],
    [{ a: { $in: 1 } }, '$in needs an array'],
    [{ a: { $gt: 1, nonsense: 2 } }, 'unknown operator: nonsense'],
  ])('%j is refused', async (filter, message) => {
    const things = await store.collectionOf({ a: 1 });
    expect(await rejection(things.find(filter).toArray())).toMatchObject({ code: 2, message });
  });
});

describe('Sorting', () => {
  const values = [
    'b',
    'a',
    3,
    Long.fromNumber(2),
    null,
    new Date(1),
    true,
    [9, 0],
    new ObjectId(),
    { x: 1 },
    [],
  ];
  const documents = values.map((a, _id) => ({ _id, a }));
  const ascending = [10, 4, 7, 3, 2, 1, 0, 9, 8, 6, 5];

  it('follows the order of BSON types, an array by its least element', async () => {
    const things = await store.collectionOf(...documents);
    const sorted = await things.find().sort({ a: 1 }).toArray();
    expect(sorted.map(({ _id }) => _id)).toEqual(ascending);
  });

  it('takes an array by its greatest element when descending', async () => {
    const things = await store.collectionOf(
      { _id: 0, a: [1, 5] },
      { _id: 1, a: 3 },
      { _id: 2, a: [] },
    );
    const sorted = await things.find().sort({ a: -1 }).toArray();
    expect(sorted.map(({ _id }) => _id)).toEqual([0, 1, 2]);
  });

  it('puts å, ä and ö last by Swedish rules when asked', async () => {
    const things = await store.collectionOf(...['ö', 'z', 'ä', 'a', 'å'].map((n) => ({ n })));
    const sorted = await things.find().collation({ locale: 'sv' }).sort({ n: 1 }).toArray();
    expect(sorted.map(({ n }) => n as string).join('')).toBe('azåäö');
    const same = things.find({ n: 'Ö' }).collation({ locale: 'sv', strength: 2 });
    expect(await same.toArray()).toHaveLength(1);
  });
});
