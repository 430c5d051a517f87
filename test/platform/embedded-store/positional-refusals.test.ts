import { describe, expect, it } from 'vitest';
import { rejection } from './open-store.ts';
import { openPositionalStore, type PositionalCase } from './positional-store.ts';

const store = openPositionalStore();

describe('A positional update is refused', () => {
  it.each<[string, PositionalCase, number]>([
    [
      'when the filter says nothing of the array',
      { document: { a: [1] }, filter: { _id: { $exists: true } }, update: { $set: { 'a.$': 1 } } },
      2,
    ],
    ['when there is no array', { document: { a: 1 }, update: { $set: { 'a.$[]': 1 } } }, 2],
    ['when nothing is there', { document: {}, update: { $set: { 'a.$[]': 1 } } }, 2],
    [
      'without a filter for its name',
      { document: { a: [1] }, update: { $set: { 'a.$[n]': 1 } } },
      2,
    ],
    [
      'with a filter that is not used',
      { document: { a: [1] }, update: { $set: { b: 1 } }, arrayFilters: [{ n: 1 }] },
      9,
    ],
    [
      'with two filters of one name',
      {
        document: { a: [1] },
        update: { $set: { 'a.$[n]': 1 } },
        arrayFilters: [{ n: 1 }, { n: 2 }],
      },
      9,
    ],
    [
      'with a filter of two names',
      { document: { a: [1] }, update: { $set: { 'a.$[n]': 1 } }, arrayFilters: [{ n: 1, m: 2 }] },
      9,
    ],
    [
      'with a name that is none',
      { document: { a: [1] }, update: { $set: { 'a.$[N]': 1 } }, arrayFilters: [{ N: 1 }] },
      2,
    ],
    [
      'with filters for a pipeline',
      { document: { a: [1] }, update: [{ $set: { a: 1 } }], arrayFilters: [{ n: 1 }] },
      9,
    ],
  ])('%s', async (_case, given, code) => {
    expect(await rejection(store.updated(given))).toMatchObject({ code });
  });
});
