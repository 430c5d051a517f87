import { describe, expect, it } from 'vitest';
import { openPositionalStore, type PositionalCase } from './positional-store.ts';

const store = openPositionalStore();

const grades = {
  g: [
    { s: 80, m: 5 },
    { s: 85, m: 5 },
    { s: 90, m: 7 },
  ],
};

describe('`$` stands for the first element that the filter matched:', () => {
  it.each<[string, PositionalCase, object]>([
    [
      'a value',
      { document: { a: [1, 2, 2] }, filter: { a: 2 }, update: { $set: { 'a.$': 9 } } },
      { a: [1, 9, 2] },
    ],
    [
      'a comparison',
      { document: { a: [1, 5, 7] }, filter: { a: { $gt: 4 } }, update: { $inc: { 'a.$': 1 } } },
      { a: [1, 6, 7] },
    ],
    [
      'several conditions in $elemMatch',
      {
        document: grades,
        filter: { g: { $elemMatch: { s: { $lt: 90 }, m: 5 } } },
        update: { $set: { 'g.$.m': 6 } },
      },
      {
        g: [
          { s: 80, m: 6 },
          { s: 85, m: 5 },
          { s: 90, m: 7 },
        ],
      },
    ],
    [
      'a path below it',
      { document: grades, filter: { 'g.s': 85 }, update: { $unset: { 'g.$.m': '' } } },
      { g: [{ s: 80, m: 5 }, { s: 85 }, { s: 90, m: 7 }] },
    ],
    [
      'an array below a document',
      { document: { x: { a: [1, 2] } }, filter: { 'x.a': 2 }, update: { $set: { 'x.a.$': 0 } } },
      { x: { a: [1, 0] } },
    ],
    [
      '$in',
      {
        document: { a: ['p', 'q'] },
        filter: { a: { $in: ['q', 'r'] } },
        update: { $set: { 'a.$': 'z' } },
      },
      { a: ['p', 'z'] },
    ],
  ])('%s', async (_what, given, expected) => {
    expect(await store.updated(given)).toEqual(expected);
  });

  it('in findOneAndUpdate, too', async () => {
    const things = await store.collectionOf({ a: [1, 2] });
    const options = { returnDocument: 'after', projection: { _id: 0 } } as const;
    const after = await things.findOneAndUpdate({ a: 2 }, { $set: { 'a.$': 0 } }, options);
    expect(after).toEqual({ a: [1, 0] });
  });
});

describe('`$[]` stands for every element:', () => {
  it.each<[string, PositionalCase, object]>([
    ['of an array', { document: { a: [1, 2] }, update: { $mul: { 'a.$[]': 2 } } }, { a: [2, 4] }],
    [
      'of documents',
      { document: grades, update: { $inc: { 'g.$[].m': 1 } } },
      {
        g: [
          { s: 80, m: 6 },
          { s: 85, m: 6 },
          { s: 90, m: 8 },
        ],
      },
    ],
    [
      'of arrays in arrays',
      { document: { a: [[1, 2], [3]] }, update: { $inc: { 'a.$[].$[]': 10 } } },
      { a: [[11, 12], [13]] },
    ],
    ['of none', { document: { a: [] }, update: { $set: { 'a.$[]': 1 } } }, { a: [] }],
  ])('%s', async (_what, given, expected) => {
    expect(await store.updated(given)).toEqual(expected);
  });
});

describe('`$[name]` stands for the elements that arrayFilters match:', () => {
  it.each<[string, PositionalCase, object]>([
    [
      'values',
      {
        document: { a: [1, 5, 9] },
        update: { $set: { 'a.$[n]': 0 } },
        arrayFilters: [{ n: { $gte: 5 } }],
      },
      { a: [1, 0, 0] },
    ],
    [
      'documents, by several conditions',
      {
        document: grades,
        update: { $set: { 'g.$[e].m': 0 } },
        arrayFilters: [{ 'e.s': { $gt: 80 }, 'e.m': 5 }],
      },
      {
        g: [
          { s: 80, m: 5 },
          { s: 85, m: 0 },
          { s: 90, m: 7 },
        ],
      },
    ],
    [
      'documents, by $or',
      {
        document: grades,
        update: { $set: { 'g.$[e].m': 0 } },
        arrayFilters: [{ $or: [{ 'e.s': 80 }, { 'e.m': 7 }] }],
      },
      {
        g: [
          { s: 80, m: 0 },
          { s: 85, m: 5 },
          { s: 90, m: 0 },
        ],
      },
    ],
    [
      'one within another',
      {
        document: {
          a: [
            { k: 1, b: [1, 2] },
            { k: 2, b: [1, 2] },
          ],
        },
        update: { $inc: { 'a.$[x].b.$[y]': 10 } },
        arrayFilters: [{ 'x.k': 2 }, { y: 1 }],
      },
      {
        a: [
          { k: 1, b: [1, 2] },
          { k: 2, b: [11, 2] },
        ],
      },
    ],
    [
      'none',
      { document: { a: [1] }, update: { $set: { 'a.$[n]': 0 } }, arrayFilters: [{ n: 7 }] },
      { a: [1] },
    ],
  ])('%s', async (_what, given, expected) => {
    expect(await store.updated(given)).toEqual(expected);
  });
});
