import { describe, expect, it } from 'vitest';
import { makeIndex, openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

const fields = (count: number): Record<string, 1> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, 1 as const]));

describe('Indexes', () => {
  it('are 64 to a collection at most, with that of _id', async () => {
    const things = await store.collectionOf({ a: 1 });
    for (const name of Object.keys(fields(63))) await makeIndex(things, { [name]: 1 });
    expect(await things.indexes()).toHaveLength(64);
    expect(await makeIndex(things, { f0: 1 })).toBe('f0_1');
    expect(await rejection(makeIndex(things, { more: 1 }))).toMatchObject({ code: 67 });
    expect(await things.indexes()).toHaveLength(64);
  });

  it('have 32 fields at most', async () => {
    const things = await store.collectionOf();
    await makeIndex(things, fields(32), { name: 'wide' });
    const wider = makeIndex(things, fields(33), { name: 'wider' });
    expect(await rejection(wider)).toMatchObject({ code: 13103 });
  });

  it.each([
    { a: { $gt: 1, $lte: 5 }, b: { $exists: true }, c: { $type: 'string' }, d: null },
    { $or: [{ a: { $in: [1, 2] } }, { $and: [{ b: 'x' }, { c: { $eq: 1 } }] }] },
  ])('may be partial by %j', async (partialFilterExpression) => {
    const things = await store.collectionOf({ a: 1 });
    expect(await makeIndex(things, { a: 1 }, { partialFilterExpression })).toBe('a_1');
  });

  it.each<[object, number]>([
    [{ a: { $not: { $gt: 1 } } }, 67],
    [{ a: { $ne: 1 } }, 67],
    [{ a: { $exists: false } }, 67],
    [{ a: /^x/ }, 67],
    [{ $or: [{ a: 1 }, { b: { $nin: [1] } }] }, 67],
    [{ $nor: [{ a: 1 }] }, 67],
    [{ $expr: { $eq: ['$a', 1] } }, 224],
  ])('may not be partial by %j', async (partialFilterExpression, code) => {
    const things = await store.collectionOf({ a: 1 });
    const made = makeIndex(things, { a: 1 }, { partialFilterExpression });
    expect(await rejection(made)).toMatchObject({ code });
    expect(await things.indexes()).toHaveLength(1);
  });
});

describe('Names', () => {
  const inserted = (db: string, collection: string) =>
    store
      .client()
      .db(db)
      .command({ insert: collection, documents: [{}] });

  it('are 63 bytes long for a database, and 255 with the collection’s', async () => {
    const [db, collection] = ['d'.repeat(63), 'c'.repeat(191)];
    expect(await inserted(db, collection)).toMatchObject({ n: 1 });
    expect(await rejection(inserted(db, `${collection}c`))).toMatchObject({ code: 73 });
    expect(await rejection(inserted(`${db}d`, 'c'))).toMatchObject({ code: 73 });
    expect(await rejection(inserted(`${'d'.repeat(62)}å`, 'c'))).toMatchObject({ code: 73 });
  });
});

describe('One command', () => {
  it('writes 100,000 times at most', async () => {
    const writes = Array.from({ length: 100_001 }, () => ({ q: { _id: 0 }, limit: 1 }));
    const deleted = (deletes: object[]) => store.db().command({ delete: 'nothing', deletes });
    expect(await rejection(deleted(writes))).toMatchObject({ code: 16 });
    expect(await deleted(writes.slice(1))).toMatchObject({ n: 0 });
  });
});
