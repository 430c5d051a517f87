import { Binary, Decimal128, Double, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { makeIndex, openStoreForTests } from './open-store.ts';

const store = openStoreForTests();

const id = (end: number) => new ObjectId(end.toString(16).padStart(24, '0'));
const bytes = (subtype: number, ...values: number[]) => new Binary(Buffer.from(values), subtype);

/** Each type's values ascend; the types stand in the order of BSON. */
const ascending: [type: string, values: unknown[]][] = [
  ['minKey', [new MinKey()]],
  ['null', [null]],
  [
    'number',
    [
      NaN,
      -Infinity,
      Long.fromString('-9223372036854775808'),
      Decimal128.fromString('-1.5'),
      -1,
      0,
      Decimal128.fromString('0.1'),
      new Double(0.5),
      1,
      Long.fromString('9007199254740992'),
      Long.fromString('9007199254740993'),
      Decimal128.fromString('9007199254740993.5'),
      Decimal128.fromString('1E+40'),
      Infinity,
    ],
  ],
  ['string', ['', 'A', 'a', 'ab', 'z', 'å', '😀']],
  ['object', [{}, { a: 1 }, { a: 2 }, { a: 2, b: 0 }, { b: 0 }, { a: 'x' }]],
  ['binData', [bytes(0), bytes(0, 9), bytes(4, 1), bytes(0, 0, 0), bytes(0, 0, 1)]],
  ['objectId', [id(1), id(2), id(255)]],
  ['bool', [false, true]],
  ['date', [new Date(-86_400_000), new Date(0), new Date('2026-11-28T00:00:00.001Z')]],
  ['timestamp', [new Timestamp({ t: 1, i: 2 }), new Timestamp({ t: 2, i: 1 })]],
  ['regex', [/a/, /b/]],
  ['maxKey', [new MaxKey()]],
];

const all = ascending.flatMap(([, values]) => values).map((a, _id) => ({ _id, a }));
const ids = (documents: { _id: unknown }[]) => documents.map(({ _id }) => _id);
const shuffled = all.toSorted((x, y) => ((x._id * 7919) % 61) - ((y._id * 7919) % 61));

describe.each([
  ['without an index', undefined],
  ['with an index', 1],
  ['with a descending index', -1],
])('Values of all types, %s,', (_how, direction) => {
  const things = async () => {
    const collection = await store.collectionOf(...shuffled);
    if (direction) await makeIndex(collection, { a: direction });
    return collection;
  };

  it('sort in the order of BSON', async () => {
    const collection = await things();
    expect(ids((await collection.find().sort({ a: 1 }).toArray()) as never)).toEqual(ids(all));
    const descending = await collection.find().sort({ a: -1 }).toArray();
    expect(ids(descending as never)).toEqual(ids(all).toReversed());
  });

  it('compare with those of their own type only, in that order', async () => {
    const collection = await things();
    let from = 0;
    for (const [type, values] of ascending) {
      const [first, end] = [from, (from += values.length)];
      if (['minKey', 'maxKey', 'null', 'regex'].includes(type)) continue;
      const own = ids(all).slice(first, end);
      for (const [position, value] of values.entries()) {
        if (Number.isNaN(value)) continue;
        const found = async (operator: string) =>
          ids(
            await collection
              .find({ a: { [operator]: value } })
              .sort({ _id: 1 })
              .toArray(),
          );
        const comparable = own.filter((n) => !Number.isNaN(all[n as number]?.a));
        const self = own[position] as number;
        expect(await found('$gt'), type).toEqual(comparable.filter((n) => (n as number) > self));
        expect(await found('$gte'), type).toEqual(comparable.filter((n) => (n as number) >= self));
        expect(await found('$lt'), type).toEqual(comparable.filter((n) => (n as number) < self));
        expect(await found('$lte'), type).toEqual(comparable.filter((n) => (n as number) <= self));
        expect(await found('$eq'), type).toEqual([self]);
      }
    }
  });
});

describe('Numbers', () => {
  const five = [5, new Double(5), Long.fromNumber(5), Decimal128.fromString('5.00')];

  it('of one value are one key of a unique index, whatever their type', async () => {
    const things = await store.collectionOf({ a: five[0] });
    await makeIndex(things, { a: 1 }, { unique: true });
    for (const a of five) await expect(things.insertOne({ a })).rejects.toThrow('E11000');
  });

  it('of one value are one `_id`, one group and one distinct value', async () => {
    const things = await store.collectionOf({ _id: 5 });
    for (const _id of five)
      await expect(things.insertOne({ _id } as never)).rejects.toThrow('E11000');
    const others = await store.collectionOf(...five.map((a) => ({ a })));
    expect(await others.distinct('a')).toHaveLength(1);
    expect(await others.aggregate([{ $group: { _id: '$a' } }]).toArray()).toHaveLength(1);
  });

  it('that are not a number are equal to each other and below all others', async () => {
    const things = [{ a: NaN }, { a: Decimal128.fromString('NaN') }, { a: -Infinity }];
    expect(await store.found(things, { a: NaN }, { a: 1 })).toEqual([0, 1]);
    expect(await store.found(things, { a: { $lt: 0 } }, { a: 1 })).toEqual([2]);
  });
});
