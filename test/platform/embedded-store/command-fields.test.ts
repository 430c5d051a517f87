import { describe, expect, it } from 'vitest';
import { openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

const three = [{ _id: 1 }, { _id: 2 }, { _id: 3 }];

describe('A write that does not say what it is about', () => {
  it.each<[string, string, object]>([
    ['delete', 'q', { limit: 0 }],
    ['delete', 'q', { q: null, limit: 0 }],
    ['delete', 'limit', { q: {} }],
    ['update', 'q', { u: { $set: { a: 1 } }, multi: true }],
    ['update', 'q', { u: { $set: { a: 1 } }, upsert: true }],
    ['update', 'u', { q: {} }],
  ])('%s without %s is refused whole: %j', async (name, field, statement) => {
    const things = await store.collectionOf(...three);
    const whole = name === 'delete' ? { q: {}, limit: 0 } : { q: {}, u: { $set: { a: 1 } } };
    const command = { [name]: things.collectionName, [`${name}s`]: [whole, statement] };
    expect(await rejection(store.db().command(command))).toMatchObject({
      code: 40414,
      message: `BSON field '${name}.${name}s.${field}' is missing but a required field`,
    });
    expect(await things.find().toArray()).toEqual(three);
  });
});
