import { type Document, Double, Int32, Long } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { byId, makeIndex, openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

const ofType = (type: string): Document => ({
  unique: true,
  partialFilterExpression: { a: { $type: type } },
});

describe('A partial index by the type of a number', () => {
  const documents = [
    { _id: 1, a: new Int32(5) },
    { _id: 2, a: new Double(5) },
    { _id: 3, a: Long.fromNumber(5) },
  ];

  test.each(['int', 'double', 'long'])('holds those of type %s and no others', async (type) => {
    const things = await store.collectionOf(...documents);
    await makeIndex(things, { a: 1 }, ofType(type));
    const filter = { a: { $type: type, $gt: 0 } };
    expect(JSON.stringify(await things.find(filter).explain())).toContain('IXSCAN');
    expect(await things.find(filter).toArray()).toHaveLength(1);
    expect(await things.find({ a: 5 }).toArray()).toHaveLength(3);
    const [same] = documents.filter(({ a }) => a._bsontype.toLowerCase().startsWith(type));
    const twice = things.insertOne({ a: same?.a });
    expect(await rejection(twice)).toMatchObject({ code: 11000 });
  });

  test('follows a number that changes its type', async () => {
    const things = await store.collectionOf(...documents);
    await makeIndex(things, { a: 1 }, ofType('double'));
    await things.updateOne(byId(2), { $set: { a: new Int32(5) } });
    expect(await things.countDocuments({ a: { $type: 'double', $gt: 0 } })).toBe(0);
    await things.updateOne(byId(3), { $set: { a: new Double(5) } });
    expect(await things.find({ a: { $type: 'double', $gt: 0 } }).toArray()).toEqual([
      { _id: 3, a: 5 },
    ]);
    await things.deleteOne(byId(3));
    await things.insertOne({ a: new Double(5) });
    expect(await things.countDocuments({ a: { $type: 'double', $gt: 0 } })).toBe(1);
  });
});

describe('A partial index leaves nothing out of what is found', () => {
  test.each<[Document, Document, Document]>([
    [{ $gt: 1 }, { a: [[1, 2]] }, { a: [1, 2] }],
    [{ $type: 'int' }, { a: new Double(5) }, { a: 5 }],
    [{ $type: 'int' }, { a: new Double(5) }, { a: { $in: [5, 6] } }],
    [{ $type: 'regex' }, { a: 'text' }, { a: { $in: [/x/] } }],
  ])('with the filter %j', async (partial, document, filter) => {
    const things = await store.collectionOf(document);
    await makeIndex(things, { a: 1 }, { partialFilterExpression: { a: partial } });
    expect(await things.find(filter).toArray()).toHaveLength(1);
  });
});
