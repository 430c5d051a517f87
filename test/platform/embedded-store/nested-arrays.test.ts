import type { Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { openStoreForTests } from './open-store.ts';

const store = openStoreForTests();

const documents = [
  { a: [[1, 5], 7] },
  { a: [[{ b: 1 }]] },
  { a: [1, 5] },
  { a: [{ b: 1 }] },
  { a: [[]] },
];

describe('An array within an array', () => {
  test.each<[string, Document, number[]]>([
    ['is not opened by a comparison', { $gt: 0 }, [0, 2]],
    ['is not opened by a list', { $in: [5] }, [2]],
    ['is not opened by its type', { $type: 'int' }, [0, 2]],
    ['is equal to an array', { $eq: [1, 5] }, [0]],
    ['is equal to no array around it', { $eq: [[1, 5]] }, []],
    ['is in a list of arrays', { $in: [[1, 5], []] }, [0, 4]],
    ['is compared with an array', { $gt: [1] }, [0, 1]],
    ['has a size', { $size: 2 }, [0]],
    ['has the type of an array', { $type: 'array' }, [0, 1, 4]],
    ['differs from what it holds', { $ne: 1, $nin: [5, 7] }, [0, 1, 3, 4]],
    ['is what `$not` says of a value', { $not: { $gt: 0 } }, [0, 1, 3, 4]],
    ['holds what `$all` lists as a whole only', { $all: [[1, 5]] }, [0]],
    ['is opened by another $elemMatch', { $elemMatch: { $gt: 4 } }, [0]],
    ['is opened by another $elemMatch for documents', { $elemMatch: { b: 1 } }, [1]],
    ['is a document whose fields are positions', { 1: 5 }, [0]],
    ['is one with paths below them', { '0.b': 1 }, [1]],
    ['is not looked through for fields of its elements', { b: 1 }, [3]],
    ['has no field of another name', { b: { $exists: false } }, [0, 1, 4]],
  ])('%s: $elemMatch %j', async (_rule, condition, expected) => {
    expect(await store.found(documents, { a: { $elemMatch: condition } }, { a: 1 })).toEqual(
      expected,
    );
  });

  test('is what a projection by $elemMatch keeps', async () => {
    const things = await store.collectionOf({ _id: 1, a: [7, [1, 5], [9]] });
    const kept = async (condition: Document) =>
      await things.findOne({}, { projection: { _id: 0, a: { $elemMatch: condition } } });
    expect(await kept({ $size: 1 })).toEqual({ a: [[9]] });
    expect(await kept({ $elemMatch: { $gt: 4 } })).toEqual({ a: [[1, 5]] });
  });
});
