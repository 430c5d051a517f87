import { describe, expect, test } from 'vitest';
import { byId, makeIndex, rejection } from './open-store.ts';
import { numbered, openOutputStore, written } from './output-store.ts';

const store = openOutputStore();
const { contents } = store;

describe('$out', () => {
  test('puts what the pipeline yields in the place of the collection, and answers nothing', async () => {
    const source = await store.collectionOf(...numbered(1, 2, 3));
    const target = await store.collectionOf({ _id: 9 as never, old: true });
    const pipeline = [{ $match: { _id: { $gt: 1 } } }, { $out: target.collectionName }];
    expect(await written(source, ...pipeline)).toEqual([]);
    expect(await contents(target.collectionName)).toEqual(numbered(2, 3));
  });

  test('keeps the indexes of the collection it replaces', async () => {
    const source = await store.collectionOf(...numbered(1));
    const target = await store.collectionOf({ n: 5 });
    await makeIndex(target, { n: 1 }, { unique: true });
    await written(source, { $out: target.collectionName });
    expect(await target.indexes()).toMatchObject([
      { key: { _id: 1 } },
      { key: { n: 1 }, unique: true },
    ]);
    expect(await rejection(target.insertOne({ n: 10 }))).toMatchObject({ code: 11000 });
    const plan = await target.find({ n: 10 }).explain();
    expect(JSON.stringify(plan)).toContain('IXSCAN');
  });

  test('changes nothing when a document is refused', async () => {
    const source = await store.collectionOf({ n: 1 }, { n: 1 });
    const target = await store.collectionOf({ _id: 1 as never, n: 7 });
    await makeIndex(target, { n: 1 }, { unique: true });
    const refused = written(source, { $out: target.collectionName });
    expect(await rejection(refused)).toMatchObject({ code: 11000 });
    expect(await contents(target.collectionName)).toEqual([{ _id: 1, n: 7 }]);
    const names = await store.db().listCollections({}, { nameOnly: true }).toArray();
    expect(names.filter(({ name }) => name.startsWith('tmp.'))).toEqual([]);
  });

  test('may read the collection that it replaces, with an index too', async () => {
    const source = await store.collectionOf(...numbered(1, 2, 3));
    await makeIndex(source, { n: 1 });
    await written(source, { $match: { n: { $gte: 20 } } }, { $out: source.collectionName });
    expect(await contents(source.collectionName)).toEqual(numbered(2, 3));
  });

  test('writes to another database, and makes the collection empty when there is nothing', async () => {
    const source = await store.collectionOf(...numbered(1));
    await written(source, { $out: { db: 'elsewhere', coll: 'copy' } });
    expect(await contents('copy', 'elsewhere')).toEqual(numbered(1));
    await written(source, { $match: { n: 0 } }, { $out: { db: 'elsewhere', coll: 'copy' } });
    expect(await contents('copy', 'elsewhere')).toEqual([]);
    const names = await store.client().db('elsewhere').listCollections().toArray();
    expect(names).toMatchObject([{ name: 'copy' }]);
  });

  test('gives an _id to documents without one', async () => {
    const source = await store.collectionOf({ n: 1 });
    const target = await store.collectionOf();
    await written(source, { $project: { _id: 0, n: 1 } }, { $out: target.collectionName });
    expect(await target.findOne()).toEqual({ _id: expect.anything() as unknown, n: 1 });
  });

  test.each([
    [[{ $out: 'a' }, { $match: {} }], 40601],
    [[{ $facet: { a: [{ $out: 'b' }] } }], 51047],
    [[{ $out: { coll: 'a', nonsense: 1 } }], 40415],
    [[{ $out: 7 }], 16990],
    [[{ $out: { db: 'admin', coll: 'a' } }], 31321],
    [[{ $out: 'system.users' }], 17385],
    [[{ $out: 'a$b' }], 73],
  ])('%j is refused with code %i', async (pipeline, code) => {
    const source = await store.collectionOf({ n: 1 });
    expect(await rejection(written(source, ...pipeline))).toMatchObject({ code });
  });
});

describe('What a pipeline has written', () => {
  test('is there after the store has been closed and opened', async () => {
    const source = await store.collectionOf(...numbered(1, 2));
    await written(source, { $out: 'kept' });
    await written(source, { $set: { more: true } }, { $merge: 'kept' });
    await store.reopen();
    expect(await contents('kept')).toEqual(numbered(1, 2).map((doc) => ({ ...doc, more: true })));
    expect(await store.db().collection('kept').findOne(byId(2))).toMatchObject({ more: true });
  });
});
