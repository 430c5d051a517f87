import type { Collection, Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { makeIndex, openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();
let views = 0;

/** A view of three people, two of whom it shows, by a name of its own. */
const makeView = async (
  pipeline: Document[],
): Promise<{ view: Collection; people: Collection }> => {
  const people = await store.collectionOf(
    { _id: 1 as never, unit: 'a', n: 1 },
    { _id: 2 as never, unit: 'b', n: 2 },
    { _id: 3 as never, unit: 'a', n: 3 },
  );
  const name = `view${++views}`;
  const view = await store.db().createCollection(name, { viewOn: people.collectionName, pipeline });
  return { view, people };
};

const ofUnitA = [{ $match: { unit: 'a' } }, { $set: { twice: { $multiply: ['$n', 2] } } }];

describe('A view', () => {
  test('shows what its pipeline makes of its collection at that moment', async () => {
    const { view, people } = await makeView(ofUnitA);
    expect(await view.find({ twice: { $gt: 2 } }).toArray()).toEqual([
      { _id: 3, unit: 'a', n: 3, twice: 6 },
    ]);
    await people.insertOne({ _id: 4 as never, unit: 'a', n: 9 });
    const options = { sort: { n: -1 as const }, skip: 1, limit: 2, projection: { n: 1 } };
    expect(await view.find({}, options).toArray()).toEqual([
      { _id: 3, n: 3 },
      { _id: 1, n: 1 },
    ]);
  });

  test('is counted, told apart, grouped and joined like a collection', async () => {
    const { view, people } = await makeView(ofUnitA);
    expect(await view.estimatedDocumentCount()).toBe(2);
    expect(await view.countDocuments({ n: 3 })).toBe(1);
    expect(await view.distinct('twice', { n: { $gt: 1 } })).toEqual([6]);
    const group = [{ $group: { _id: '$unit', sum: { $sum: '$twice' } } }];
    expect(await view.aggregate(group).toArray()).toEqual([{ _id: 'a', sum: 8 }]);
    const lookup = { from: view.collectionName, localField: 'n', foreignField: 'n', as: 'same' };
    const joined = await people.aggregate([{ $lookup: lookup }, { $sort: { _id: 1 } }]).toArray();
    expect(joined.map(({ same }) => (same as unknown[]).length)).toEqual([1, 0, 1]);
  });

  test('may stand on another, and is served by the indexes of the collection', async () => {
    const { view } = await makeView([{ $match: { unit: 'a' } }]);
    const name = `${view.collectionName}again`;
    const again = await store.db().createCollection(name, {
      viewOn: view.collectionName,
      pipeline: [{ $match: { n: { $gt: 1 } } }],
    });
    expect(await again.find().toArray()).toEqual([{ _id: 3, unit: 'a', n: 3 }]);
  });

  test('is listed as a view and dropped without its collection', async () => {
    const { view, people } = await makeView(ofUnitA);
    const listed = await store.db().listCollections({ name: view.collectionName }).toArray();
    expect(listed).toMatchObject([
      { type: 'view', options: { viewOn: people.collectionName, pipeline: ofUnitA } },
    ]);
    await view.drop();
    expect(await view.find().toArray()).toEqual([]);
    expect(await people.countDocuments()).toBe(3);
  });

  test('outlives the store that made it', async () => {
    const { view } = await makeView(ofUnitA);
    await store.reopen();
    expect(await store.db().collection(view.collectionName).countDocuments()).toBe(2);
  });

  test('takes no writes and no indexes', async () => {
    const { view, people } = await makeView(ofUnitA);
    const refused = { code: 166, codeName: 'CommandNotSupportedOnView' };
    expect(await rejection(view.insertOne({}))).toMatchObject(refused);
    expect(await rejection(view.updateMany({}, { $set: { a: 1 } }))).toMatchObject(refused);
    expect(await rejection(view.deleteMany({}))).toMatchObject(refused);
    expect(await rejection(makeIndex(view, { a: 1 }))).toMatchObject(refused);
    const out = people.aggregate([{ $out: view.collectionName }]).toArray();
    expect(await rejection(out)).toMatchObject(refused);
    expect(await view.countDocuments()).toBe(2);
  });

  test.each<[Document, number]>([
    [{ viewOn: 'x', pipeline: [{ $nonsense: 1 }] }, 40324],
    [{ viewOn: 'x', pipeline: [{ $out: 'y' }] }, 167],
    [{ viewOn: 'x', pipeline: 5 }, 14],
    [{ viewOn: 'x', pipeline: [5] }, 14],
    [{ viewOn: 'x', pipeline: {} }, 14],
    [{ viewOn: 7 }, 14],
    [{ pipeline: [] }, 72],
  ])('%j is refused with code %i', async (options, code) => {
    const made = store.db().command({ create: 'refused', ...options });
    expect(await rejection(made)).toMatchObject({ code });
  });

  test('that a client defined badly, past create, says so when it is read', async () => {
    const _id = `${store.db().databaseName}.bad` as never;
    const definitions = store.db().collection('system.views');
    await definitions.insertOne({ _id, viewOn: 'x', pipeline: 5 });
    expect(await rejection(store.db().collection('bad').findOne())).toMatchObject({ code: 182 });
    await definitions.deleteOne({ _id });
  });

  test('cannot have the name of another, nor lead back to itself', async () => {
    const { view } = await makeView([]);
    const name = view.collectionName;
    const again = store.db().createCollection(name, { viewOn: 'x' });
    expect(await rejection(again)).toMatchObject({ code: 48 });
    await store.db().createCollection('round', { viewOn: 'about' });
    await store.db().createCollection('about', { viewOn: 'round' });
    expect(await rejection(store.db().collection('round').findOne())).toMatchObject({ code: 165 });
  });
});
