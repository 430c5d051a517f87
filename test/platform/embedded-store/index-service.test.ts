import type { Document } from 'mongodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeIndex, openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();
const total = 300;

beforeAll(async () => {
  const things = store.db().collection('things');
  await things.insertMany(
    Array.from({ length: total }, (_, n) => ({
      n,
      half: n % 2,
      third: n % 3,
      text: `t${String(n).padStart(3, '0')}`,
      list: [{ k: n % 5 }, { k: 'all' }],
      open: n % 10 === 0,
      at: new Date(n * 1000),
    })),
  );
  await makeIndex(things, { half: 1, third: -1, n: 1 });
  await makeIndex(things, { at: -1 });
  await makeIndex(things, { text: 1 }, { unique: true });
  await makeIndex(things, { 'list.k': 1 });
  await makeIndex(things, { n: 1 }, { partialFilterExpression: { open: true }, name: 'open' });
});

interface Stage {
  stage: string;
  indexName?: string;
  inputStage?: Stage;
}

const explained = async (filter: Document, sort: Document = {}, limit = 0) => {
  const cursor = store.db().collection('things').find(filter).sort(sort).limit(limit);
  const { queryPlanner, executionStats } = await cursor.explain('executionStats');
  const stages: Stage[] = [];
  const { winningPlan } = queryPlanner as { winningPlan: Stage };
  for (let at: Stage | undefined = winningPlan; at; at = at.inputStage) stages.push(at);
  const { totalDocsExamined, nReturned } = executionStats as Record<string, number>;
  return {
    index: stages.at(-1)?.indexName,
    sorts: stages.some(({ stage }) => stage === 'SORT'),
    read: totalDocsExamined,
    found: nReturned,
  };
};

const compound = 'half_1_third_-1_n_1';

describe('explain names the index that serves', () => {
  it.each<[string, Document, Document, number, string, number]>([
    ['equality', { text: 't007' }, {}, 0, 'text_1', 1],
    ['equality of the first field of a compound index', { half: 1 }, {}, 0, compound, 150],
    ['equality of its first two', { half: 1, third: 2 }, {}, 0, compound, 50],
    ['equality and a range', { half: 1, third: 2, n: { $lt: 30 } }, {}, 0, compound, 5],
    ['a range', { text: { $gte: 't290' } }, {}, 0, 'text_1', 10],
    ['a range with both ends', { text: { $gt: 't010', $lte: 't020' } }, {}, 0, 'text_1', 10],
    ['a range of a descending index', { at: { $lt: new Date(5000) } }, {}, 0, 'at_-1', 5],
    ['a prefix', { text: /^t00/ }, {}, 0, 'text_1', 10],
    ['$in', { text: { $in: ['t001', 't002', 'none'] } }, {}, 0, 'text_1', 2],
    [
      '$in of two fields',
      { half: { $in: [0, 1] }, third: { $in: [0, 2] }, n: 8 },
      {},
      0,
      compound,
      1,
    ],
    ['an element of an array', { 'list.k': 3 }, {}, 0, 'list.k_1', 60],
    [
      'a filter that implies that of a partial index',
      { n: { $gte: 200 }, open: true },
      {},
      0,
      'open',
      10,
    ],
    ['a sort', {}, { text: 1 }, 5, 'text_1', 5],
    ['a sort the other way', {}, { text: -1 }, 5, 'text_1', 5],
    ['a sort by a descending index', {}, { at: 1 }, 5, 'at_-1', 5],
    ['equality and a sort', { half: 1, third: 0 }, { n: -1 }, 5, compound, 5],
    ['a sort by all its fields', {}, { half: -1, third: 1, n: -1 }, 5, compound, 5],
  ])('%s', async (_what, filter, sort, limit, index, read) => {
    expect(await explained(filter, sort, limit)).toEqual({
      index,
      sorts: false,
      read,
      found: read,
    });
  });

  it('and none where none does', async () => {
    expect(await explained({ open: true })).toEqual({
      index: undefined,
      sorts: false,
      read: total,
      found: 30,
    });
    expect(await explained({ n: { $gte: 200 } })).toMatchObject({ index: undefined, read: total });
    expect(await explained({}, { third: 1 })).toMatchObject({ index: undefined, sorts: true });
    expect(await explained({}, { half: 1, third: 1 })).toMatchObject({ sorts: true });
  });
});

describe('Building an index over what is there', () => {
  it.each<[string, object, object, object]>([
    ['a value', { a: 1 }, { a: 1 }, { a: 1 }],
    ['a missing field', {}, {}, { a: null }],
    ['an element of an array', { a: [1, 2] }, { a: [2, 3] }, { a: 2 }],
  ])('is refused when two documents hold %s, and leaves nothing behind', async (...given) => {
    const [, one, other, keyValue] = given;
    const things = await store.collectionOf(one, other);
    const refused = await rejection(makeIndex(things, { a: 1 }, { unique: true }));
    expect(refused).toMatchObject({
      code: 11000,
      codeName: 'DuplicateKey',
      keyPattern: { a: 1 },
      keyValue,
    });
    expect(await things.indexes()).toHaveLength(1);
    await things.deleteOne(other);
    expect(await makeIndex(things, { a: 1 }, { unique: true })).toBe('a_1');
  });

  it('asks for no more than the index is about', async () => {
    const things = await store.collectionOf({ a: 1, used: true }, { a: 1 }, { b: 1 }, { b: 2 });
    const partial = { unique: true, partialFilterExpression: { used: true } };
    expect(await makeIndex(things, { a: 1 }, partial)).toBe('a_1');
    const others = await store.collectionOf({ b: 1 }, { b: 2 }, { a: 1 });
    expect(await makeIndex(others, { a: 1 }, { unique: true, sparse: true })).toBe('a_1');
  });
});
