import { Long } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { makeIndex, openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

const unique = async (...documents: object[]) => {
  const things = await store.collectionOf(...documents);
  await makeIndex(things, { 'a.b': 1, c: -1 }, { unique: true });
  return things;
};

describe('A refused write says', () => {
  it('which one it was, its code, and the key that is taken', async () => {
    const things = await unique({ a: { b: 1 }, c: 2 });
    const documents = [{ a: { b: 2 } }, { a: { b: 1 }, c: 2 }, { a: { b: 3 } }];
    const reply = await store.db().command({ insert: things.collectionName, documents });
    expect(reply).toMatchObject({ ok: 1, n: 1 });
    expect(reply.writeErrors).toEqual([
      {
        index: 1,
        code: 11000,
        keyPattern: { 'a.b': 1, c: -1 },
        keyValue: { 'a.b': 1, c: 2 },
        errmsg: expect.stringContaining(
          `E11000 duplicate key error collection: ${things.namespace} index: a.b_1_c_-1 dup key`,
        ) as string,
      },
    ]);
  });

  it('the same of each kind of write', async () => {
    const things = await unique({ a: { b: 1 }, c: 2 }, { a: { b: 2 }, c: 2 });
    const taken = { code: 11000, keyPattern: { 'a.b': 1, c: -1 }, keyValue: { 'a.b': 1, c: 2 } };
    const [filter, change] = [{ 'a.b': 2 }, { $set: { 'a.b': 1 } }];
    for (const refused of [
      () => things.insertOne({ a: { b: 1 }, c: 2 }),
      () => things.updateOne(filter, change),
      () => things.updateMany(filter, change),
      () => things.replaceOne(filter, { a: { b: 1 }, c: 2 }),
      () => things.updateOne({ a: { b: 1 }, c: 2, z: 1 }, { $set: { z: 1 } }, { upsert: true }),
      () => things.findOneAndUpdate(filter, change),
      () => things.findOneAndReplace(filter, { a: { b: 1 }, c: 2 }),
    ])
      expect(await rejection(refused())).toMatchObject(taken);
    expect(await rejection(things.findOneAndUpdate(filter, change))).toMatchObject({
      codeName: 'DuplicateKey',
    });
    const _id = (await things.findOne(filter))?._id as never;
    expect(await rejection(things.insertOne({ _id }))).toMatchObject({
      code: 11000,
      keyPattern: { _id: 1 },
      keyValue: { _id },
    });
    expect(await things.countDocuments()).toBe(2);
  });
});

describe('A list of writes', () => {
  const writes = [
    { insertOne: { document: { _id: 1, n: 1 } } },
    { insertOne: { document: { _id: 1, n: 2 } } },
    { updateOne: { filter: { _id: 1 }, update: { $inc: { n: 10 } } } },
    { updateOne: { filter: { _id: 1 }, update: { $set: { _id: 2 } } } },
    { deleteOne: { filter: { _id: 0 } } },
  ] as never[];

  it('in order ends at the first that is refused', async () => {
    const things = await store.collectionOf({ _id: 0 });
    const error = await rejection(things.bulkWrite(writes));
    expect(error.writeErrors).toMatchObject([{ index: 1, code: 11000 }]);
    expect(error.result).toMatchObject({ insertedCount: 1, modifiedCount: 0, deletedCount: 0 });
    expect(await things.find().toArray()).toEqual([{ _id: 0 }, { _id: 1, n: 1 }]);
  });

  it('with ordered: false goes on, and names each that was refused', async () => {
    const things = await store.collectionOf({ _id: 0 });
    const error = await rejection(things.bulkWrite(writes, { ordered: false }));
    const codes = (error.writeErrors as { index: number; code: number }[]).map(
      ({ index, code }) => [index, code],
    );
    expect(codes.toSorted()).toEqual([
      [1, 11000],
      [3, 66],
    ]);
    expect(error.result).toMatchObject({ insertedCount: 1, modifiedCount: 1, deletedCount: 1 });
    expect(await things.find().toArray()).toEqual([{ _id: 1, n: 11 }]);
  });

  it('of one command goes on within it', async () => {
    const things = await store.collectionOf();
    const documents = [1, 1, 2, 2, 3].map((_id) => ({ _id }));
    const command = { insert: things.collectionName, documents, ordered: false };
    const reply = await store.db().command(command);
    expect(reply.n).toBe(3);
    expect(reply.writeErrors).toMatchObject([{ index: 1 }, { index: 3 }]);
  });
});

describe('A refused command says its code and the code’s name', () => {
  it.each<[object, number, string]>([
    [{ nonsense: 1 }, 59, 'CommandNotFound'],
    [{ find: 'x', filter: { a: { $nonsense: 1 } } }, 2, 'BadValue'],
    [{ find: 'x', filter: 1 }, 14, 'TypeMismatch'],
    [{ find: 'x', nonsense: 1 }, 40415, 'Location40415'],
    [{ getMore: Long.ONE, collection: 'x' }, 43, 'CursorNotFound'],
    [{ aggregate: 'x', pipeline: [{ $nonsense: 1 }], cursor: {} }, 40324, 'Location40324'],
    [{ aggregate: 'x', pipeline: [] }, 9, 'FailedToParse'],
    [{ collMod: 'none', index: { name: 'x', expireAfterSeconds: 1 } }, 26, 'NamespaceNotFound'],
    [{ dropIndexes: 'x', index: 'none' }, 27, 'IndexNotFound'],
    [{ createIndexes: 'x', indexes: [{ key: { a: 'text' }, name: 'a' }] }, 67, 'CannotCreateIndex'],
    [{ create: 'x' }, 48, 'NamespaceExists'],
    [{ findAndModify: 'x' }, 9, 'FailedToParse'],
  ])('%j', async (command, code, codeName) => {
    await store.db().collection('x').insertOne({});
    await store
      .db()
      .collection('x')
      .updateOne({}, { $set: { a: 1 } });
    expect(await rejection(store.db().command(command))).toMatchObject({ code, codeName });
  });
});
