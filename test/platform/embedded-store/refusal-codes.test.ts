import { describe, expect, it } from 'vitest';
import { openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

describe('As MongoDB 7 does,', () => {
  it.each<[object, number]>([
    [{ find: 'x', sort: { a: 2 } }, 15975],
    [{ find: 'x', sort: { a: 'up' } }, 15974],
    [{ find: 'x', sort: { a: true } }, 15974],
    [{ find: 'x', sort: { a: { $nonsense: 1 } } }, 17312],
    [{ aggregate: 'x', pipeline: [{ $sort: { a: 0 } }], cursor: {} }, 15975],
    [{ find: 'x', projection: { a: 1, b: 0 } }, 31254],
    [{ find: 'x', projection: { a: 0, b: 1 } }, 31253],
    [{ find: 'x', readConcern: { level: 'linearizable' } }, 123],
    [{ find: 'x', readConcern: { level: 'snapshot' } }, 123],
    [{ insert: 'x', documents: [] }, 16],
    [{ update: 'x', updates: [] }, 16],
    [{ delete: 'x', deletes: [] }, 16],
    [{ distinct: 'x', key: 'a', hint: '_id_' }, 40415],
    [{ createIndexes: 'x', indexes: [{ key: { a: 1 }, name: 'a', nonsense: 1 }] }, 197],
    [{ insert: '.x', documents: [{}] }, 73],
    [{ create: 'system.foo' }, 73],
  ])('%j is refused with code %i', async (command, code) => {
    await store.db().collection('x').insertOne({});
    expect(await rejection(store.db().command(command))).toMatchObject({ code });
  });

  it('an array that is pushed to is sorted by 1 or -1 only', async () => {
    const things = await store.collectionOf({ a: [{ n: 1 }] });
    const update = { $push: { a: { $each: [], $sort: { n: 2 } } } } as never;
    expect(await rejection(things.updateOne({}, update))).toMatchObject({ code: 2 });
  });

  it('a cursor is refused to who asks for it by another collection’s name, and goes on', async () => {
    const things = await store.collectionOf({}, {}, {});
    const cursor = things.find({}, { batchSize: 1 });
    await cursor.next();
    const more = { getMore: cursor.id, collection: 'another' };
    expect(await rejection(store.db().command(more))).toMatchObject({ code: 13 });
    expect(await cursor.toArray()).toHaveLength(2);
  });
});
