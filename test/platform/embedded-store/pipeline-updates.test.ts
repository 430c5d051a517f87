import { describe, expect, it } from 'vitest';
import { openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

describe('An update by a pipeline is refused, whether it meets a document or not', () => {
  it.each<[string, unknown[], number]>([
    ['with an expression nobody knows', [{ $set: { a: { $nonsense: 1 } } }], 168],
    ['with a variable nobody defined', [{ $set: { a: '$$nobody' } }], 17276],
    ['with a wrong number of operands', [{ $set: { a: { $eq: [1] } } }], 16020],
    ['with an expression deep within', [{ $set: { a: { b: [{ $nonsense: 1 }] } } }], 168],
    ['with a projection that is none', [{ $unset: 'b' }, { $project: {} }], 51272],
    ['with a stage that updates do not have', [{ $match: {} }], 72],
    ['with a stage that is no document', [{ $set: { a: 1 } }, 7], 14],
  ])('%s', async (_case, update, code) => {
    const empty = await store.collectionOf();
    const things = await store.collectionOf({ _id: 1 });
    for (const refused of [
      () => empty.updateOne({}, update),
      () => empty.findOneAndUpdate({}, update),
      () => things.updateMany({ _id: 2 as never }, update),
      () => things.findOneAndUpdate({ _id: 2 as never }, update),
      () => things.updateOne({}, update, { upsert: true }),
    ])
      expect(await rejection(refused())).toMatchObject({ code });
    expect(await things.find().toArray()).toEqual([{ _id: 1 }]);
  });

  it('but knows the variables of `let`', async () => {
    const things = await store.collectionOf({ _id: 1 });
    const update = [{ $set: { a: '$$given', at: '$$NOW' } }];
    await things.updateOne({}, update, { let: { given: 5 } });
    expect(await things.findOne()).toMatchObject({ a: 5, at: expect.any(Date) as Date });
  });
});
