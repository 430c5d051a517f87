import { describe, expect, it } from 'vitest';
import { openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

const document = {
  _id: 1,
  a: 1,
  n: [1, 2, 3, 4],
  x: {
    y: [
      { k: 1, v: 1 },
      { k: 2, v: 2 },
      { k: 2, v: 3 },
    ],
    z: 5,
  },
  l: [
    { k: 1, v: 1 },
    { k: 2, v: 2 },
    { k: 2, v: 3 },
  ],
};

const shown = async (projection: object, filter: object = {}) => {
  const things = await store.collectionOf(document);
  return things.findOne(filter, { projection });
};

describe('A projection', () => {
  const document = {
    _id: 1,
    a: 1,
    b: { c: 2, d: 3 },
    list: [
      { x: 1, y: 1 },
      { x: 2, y: 2 },
    ],
  };

  it.each([
    [{ a: 1 }, { _id: 1, a: 1 }],
    [{ a: 1, _id: 0 }, { a: 1 }],
    [{ 'b.c': 1, _id: 0 }, { b: { c: 2 } }],
    [{ 'list.x': 1, _id: 0 }, { list: [{ x: 1 }, { x: 2 }] }],
    [
      { b: 0, list: 0 },
      { _id: 1, a: 1 },
    ],
    [
      { 'b.c': 0, list: 0, a: 0 },
      { _id: 1, b: { d: 3 } },
    ],
    [
      { list: { $slice: -1 }, a: 0, b: 0 },
      { _id: 1, list: [{ x: 2, y: 2 }] },
    ],
    [{ list: { $elemMatch: { x: 2 } } }, { _id: 1, list: [{ x: 2, y: 2 }] }],
    [{ _id: 0, twice: { $multiply: ['$a', 2] } }, { twice: 2 }],
  ])('%j', async (projection, expected) => {
    const things = await store.collectionOf(document);
    expect(await things.findOne({}, { projection })).toEqual(expected);
  });
});

describe('$slice keeps of an array', () => {
  it.each<[string, object, unknown]>([
    ['the first', { $slice: 2 }, [1, 2]],
    ['the last', { $slice: -2 }, [3, 4]],
    ['so many after so many', { $slice: [1, 2] }, [2, 3]],
    ['so many from the end', { $slice: [-3, 2] }, [2, 3]],
    ['all, when it has fewer', { $slice: 9 }, [1, 2, 3, 4]],
    ['all, when it has fewer before', { $slice: [-9, 2] }, [1, 2]],
    ['nothing, beyond its end', { $slice: [9, 2] }, []],
  ])('%s', async (_what, slice, expected) => {
    expect(await shown({ n: slice })).toEqual({ ...document, n: expected });
  });

  it('further down, beside what is kept, and beside what is left out', async () => {
    expect(await shown({ 'x.y': { $slice: 1 } })).toEqual({
      ...document,
      x: { y: [{ k: 1, v: 1 }], z: 5 },
    });
    expect(await shown({ a: 1, n: { $slice: 1 } })).toEqual({ _id: 1, a: 1, n: [1] });
    expect(await shown({ a: 1, 'x.y': { $slice: 1 } })).toEqual({
      _id: 1,
      a: 1,
      x: { y: [{ k: 1, v: 1 }] },
    });
    const { _id, x } = document;
    expect(await shown({ a: 0, l: 0, n: { $slice: 1 } })).toEqual({ _id, x, n: [1] });
    expect(await shown({ a: { $slice: 1 } })).toEqual(document);
  });
});

describe('$elemMatch keeps of an array', () => {
  it.each<[string, object, object]>([
    ['the first element that matches', { l: { $elemMatch: { k: 2 } } }, { l: [{ k: 2, v: 2 }] }],
    [
      'by several conditions',
      { l: { $elemMatch: { k: 2, v: { $gt: 2 } } } },
      { l: [{ k: 2, v: 3 }] },
    ],
    ['of values, too', { n: { $elemMatch: { $gt: 2 } } }, { n: [3] }],
    ['nothing when none does', { l: { $elemMatch: { k: 9 } } }, {}],
    ['beside other fields', { a: 1, n: { $elemMatch: { $gt: 3 } } }, { a: 1, n: [4] }],
  ])('%s', async (_what, projection, expected) => {
    expect(await shown(projection)).toEqual({ _id: 1, ...expected });
  });
});

describe('`array.$` keeps of an array', () => {
  it.each<[string, object, object, object]>([
    ['the element equal to a value', { n: 2 }, { 'n.$': 1 }, { n: [2] }],
    ['the first that a comparison matched', { n: { $gt: 2 } }, { 'n.$': 1 }, { n: [3] }],
    [
      'the first that $elemMatch matched',
      { l: { $elemMatch: { k: 2, v: 3 } } },
      { 'l.$': 1 },
      { l: [{ k: 2, v: 3 }] },
    ],
    [
      'the first that a path matched',
      { 'l.k': 2 },
      { 'l.$': 1, a: 1 },
      { a: 1, l: [{ k: 2, v: 2 }] },
    ],
    [
      'what a condition under $and matched',
      { $and: [{ a: 1 }, { 'l.v': 3 }] },
      { 'l.$': 1 },
      { l: [{ k: 2, v: 3 }] },
    ],
    ['further down', { 'x.y.k': 2 }, { 'x.y.$': 1 }, { x: { y: [{ k: 2, v: 2 }] } }],
  ])('%s', async (_what, filter, projection, expected) => {
    expect(await shown(projection, filter)).toEqual({ _id: 1, ...expected });
  });

  it('also in findOneAndUpdate', async () => {
    const things = await store.collectionOf(document);
    const options = { projection: { 'l.$': 1 } } as const;
    const before = await things.findOneAndUpdate({ 'l.v': 3 }, { $set: { a: 2 } }, options);
    expect(before).toEqual({ _id: 1, l: [{ k: 2, v: 3 }] });
  });
});

describe('A projection is refused', () => {
  it.each<[string, object]>([
    ['that keeps and leaves out', { a: 1, n: 0 }],
    ['that names a field and a part of it', { x: 1, 'x.y': 1 }],
    ['with `$` where the filter says nothing of the array', { 'l.$': 1 }],
    ['with two `$`', { 'l.$': 1, 'n.$': 1 }],
    ['with an operator nobody knows', { n: { $nonsense: 1 } }],
    ['with a $slice of text', { n: { $slice: 'x' } }],
  ])('%s', async (_what, projection) => {
    expect(await rejection(shown(projection))).toHaveProperty('code');
  });
});
