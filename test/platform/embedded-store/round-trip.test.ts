import {
  Binary,
  BSONRegExp,
  Code,
  Decimal128,
  type Document,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'mongodb';
import { describe, expect, it } from 'vitest';
import { openStoreForTests } from './open-store.ts';

const store = openStoreForTests();

const everyType = {
  int32: new Int32(5),
  double: new Double(5),
  fraction: new Double(0.1),
  long: Long.fromString('9007199254740993'),
  smallLong: Long.fromNumber(5),
  decimal: Decimal128.fromString('1.10'),
  text: 'Å\0ö',
  date: new Date('2021-12-13T04:30:00Z'),
  id: new ObjectId(),
  bytes: new Binary(Buffer.from([0, 255, 128]), 0),
  uuid: new UUID(),
  regex: new BSONRegExp('^a.b', 'is'),
  timestamp: new Timestamp({ t: 7, i: 3 }),
  code: new Code('return 1'),
  least: new MinKey(),
  greatest: new MaxKey(),
  nothing: null,
  yes: true,
  list: [new Int32(1), new Double(2), 'x', [new Long(3)]],
  nested: { z: new Int32(1), a: new Double(1) },
};

const exact = { promoteValues: false, bsonRegExp: true } as const;

describe('A document comes back as it was stored', () => {
  it('with every BSON type told apart and fields in their order', async () => {
    const things = await store.collectionOf();
    await things.insertOne({ _id: 1 as never, ...everyType });
    const { _id, ...found }: Document = (await things.findOne({}, exact)) ?? {};
    expect(_id).toEqual(new Int32(1));
    expect(found).toEqual({ ...everyType, uuid: everyType.uuid.toBinary() });
    expect(Object.keys(found)).toEqual(Object.keys(everyType));
  });

  it('also in the fields that an update did not touch', async () => {
    const things = await store.collectionOf({ ...everyType });
    await things.updateOne({}, { $set: { touched: true }, $unset: { text: '' } });
    const found: Document = (await things.findOne({}, exact)) ?? {};
    expect(found.double).toEqual(new Double(5));
    expect(found.smallLong).toEqual(Long.fromNumber(5));
    expect(found.decimal).toEqual(everyType.decimal);
    expect(found.list).toEqual(everyType.list);
    expect(found.regex).toEqual(everyType.regex);
    expect(found).not.toHaveProperty('text');
  });

  it('also through a projection and a findOneAndUpdate', async () => {
    const things = await store.collectionOf({ ...everyType });
    const kept = await things.findOne({}, { ...exact, projection: { double: 1, 'nested.a': 1 } });
    expect(kept).toMatchObject({ double: new Double(5), nested: { a: new Double(1) } });
    const after = await things.findOneAndUpdate(
      {},
      { $inc: { int32: new Int32(1) } },
      { ...exact, returnDocument: 'after' },
    );
    expect(after).toMatchObject({ int32: new Int32(6), double: new Double(5) });
  });

  it('with _id first, wherever it was given', async () => {
    const things = await store.collectionOf({ a: 1, _id: 'last' });
    expect(Object.keys((await things.findOne()) ?? {})).toEqual(['_id', 'a']);
  });
});
