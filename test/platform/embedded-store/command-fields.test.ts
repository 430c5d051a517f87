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

const set = { $set: { a: 1 } };
/** A filter that each of two positional projections could go by. */
const both = { a: null, b: null };
const names = { find: 'filter', count: 'query', distinct: 'query' };

/** Every command that looks for documents, in a collection that need not be there. */
const searches = (collection: string, filter: object, options: object = {}): object[] => [
  ...Object.entries(names).map(([name, field]) => ({
    [name]: collection,
    [field]: filter,
    ...(name === 'distinct' ? { key: 'a' } : {}),
    ...options,
  })),
  { delete: collection, deletes: [{ q: filter, limit: 0, ...options }] },
  { update: collection, updates: [{ q: filter, u: set, ...options }] },
  { update: collection, updates: [{ q: filter, u: set, upsert: true, ...options }] },
  { findAndModify: collection, query: filter, update: set, ...options },
  { findAndModify: collection, query: filter, remove: true, ...options },
  { findAndModify: collection, query: filter, update: set, upsert: true, ...options },
];

/** The code a command is refused with, as a whole or in its only write. */
const refusal = async (command: object): Promise<unknown> => {
  try {
    const { writeErrors } = await store.db().command(command);
    return (writeErrors as { code: number }[] | undefined)?.[0]?.code;
  } catch (error) {
    return (error as { code: number }).code;
  }
};

describe('Where there is no collection', () => {
  const isMissing = async (): Promise<boolean> =>
    (await store.db().listCollections({ name: 'none' }).toArray()).length === 0;

  it.each<[object, number]>([
    [{ $text: { $search: 'a' } }, 27],
    [{ $where: 'true' }, 2],
    [{ $foo: 1 }, 2],
    [{ a: { $foo: 1 } }, 2],
  ])('%j is refused by every command, and makes none', async (filter, code) => {
    for (const command of searches('none', filter))
      expect([command, await refusal(command)]).toEqual([command, code]);
    expect(await isMissing()).toBe(true);
  });

  it.each([{ locale: 'not a language' }, { locale: 'sv', strength: 9 }])(
    'the collation %j is refused by every command, and makes none',
    async (collation) => {
      for (const command of searches('none', {}, { collation }))
        expect([command, await refusal(command)]).toEqual([command, 2]);
      expect(await isMissing()).toBe(true);
    },
  );

  it.each<[object, number]>([
    [{ find: 'none', sort: { a: 2 } }, 15975],
    [{ find: 'none', filter: { $foo: 1 }, batchSize: 0 }, 2],
    [{ find: 'none', filter: both, projection: { 'a.$': 1, 'b.$': 1 } }, 31276],
    [{ findAndModify: 'none', update: set, sort: { a: 2 } }, 15975],
    [{ findAndModify: 'none', query: both, update: set, fields: { 'a.$': 1, 'b.$': 1 } }, 31276],
    [{ explain: { find: 'none', filter: { $foo: 1 } } }, 2],
    [{ explain: { delete: 'none', deletes: [{ limit: 0 }] } }, 40414],
    [{ explain: { update: 'none', updates: [{ u: set }] } }, 40414],
  ])('%j is refused', async (command, code) => {
    expect(await refusal(command)).toBe(code);
  });

  it('nothing is found, changed or removed', async () => {
    for (const command of searches('none', {}).filter(
      (one) => !JSON.stringify(one).includes('upsert'),
    ))
      expect(await store.db().command(command)).toMatchObject({ ok: 1 });
    expect(await isMissing()).toBe(true);
  });
});

it('findAndModify changes nothing when its projection is refused', async () => {
  const things = await store.collectionOf(...three);
  const command = { findAndModify: things.collectionName, query: both, update: set };
  expect(await refusal({ ...command, fields: { 'a.$': 1, 'b.$': 1 } })).toBe(31276);
  expect(await things.find().toArray()).toEqual(three);
});

describe('A field of the wrong type', () => {
  const update = (options: object): object => ({
    update: 'x',
    updates: [{ q: {}, u: set, ...options }],
  });
  const index = (options: object): object => ({
    createIndexes: 'x',
    indexes: [{ key: { a: 1 }, name: 'a_1', ...options }],
  });

  it.each<object>([
    update({ arrayFilters: {} }),
    update({ arrayFilters: [1] }),
    update({ multi: 'yes' }),
    update({ multi: 1 }),
    update({ upsert: 'yes' }),
    { ...update({}), ordered: 'yes' },
    { insert: 'x', documents: [{ a: 1 }], ordered: 'yes' },
    { delete: 'x', deletes: [{ q: {}, limit: 0 }], ordered: 'yes' },
    { findAndModify: 'x', update: set, new: 'yes' },
    { findAndModify: 'x', update: set, upsert: 'yes' },
    { findAndModify: 'x', remove: 'yes' },
    { findAndModify: 'x', update: set, arrayFilters: {} },
    { find: 'x', singleBatch: 'yes' },
    { find: 'x', limit: 'a' },
    { count: 'x', limit: 'a' },
    index({ unique: 'yes' }),
    index({ sparse: 'yes' }),
    index({ hidden: 'yes' }),
    index({ collation: 'sv' }),
    { aggregate: 'x', pipeline: [], cursor: 1 },
    { aggregate: 'x', pipeline: [], cursor: {}, collation: 'sv' },
  ])('is refused: %j', async (command) => {
    expect(await refusal(command)).toBe(14);
  });

  it('is refused as a collation by every command', async () => {
    for (const command of searches('x', {}, { collation: 'sv' }))
      expect([command, await refusal(command)]).toEqual([command, 14]);
  });

  it('is a number in place of a boolean only where a server takes none', async () => {
    const things = await store.collectionOf(...three);
    const command = { findAndModify: things.collectionName, query: { _id: 1 }, update: set };
    expect(await store.db().command({ ...command, new: 1 })).toMatchObject({ value: { a: 1 } });
  });
});

it.each<[string, object]>([
  ['aggregate', { aggregate: 'x', pipeline: [], cursor: { foo: 1 } }],
  ['listCollections', { listCollections: 1, cursor: { foo: 1 } }],
  ['listIndexes', { listIndexes: 'x', cursor: { foo: 1 } }],
])('%s refuses a field of its cursor that there is not', async (_name, command) => {
  expect(await refusal(command)).toBe(40415);
});

it.each(['A', '$a', '1', ''])('a variable of let cannot be called %j', async (name) => {
  const variables = { let: { [name]: 1 } };
  for (const command of [
    { find: 'x', ...variables },
    { aggregate: 'x', pipeline: [], cursor: {}, ...variables },
    { update: 'x', updates: [{ q: {}, u: set }], ...variables },
    { delete: 'x', deletes: [{ q: {}, limit: 0 }], ...variables },
    { findAndModify: 'x', update: set, ...variables },
    { findAndModify: 'x', remove: true, ...variables },
  ])
    expect([command, await refusal(command)]).toEqual([command, 9]);
});

it.each(['$ne', '$gt', '$gte', '$lt', '$lte'])(
  '%s takes no regular expression',
  async (operator) => {
    const things = await store.collectionOf({ a: 'x' });
    for (const condition of [{ [operator]: /x/ }, { $not: { [operator]: /x/ } }])
      expect(await rejection(things.find({ a: condition }).toArray())).toMatchObject({ code: 2 });
  },
);
