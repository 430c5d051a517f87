import type { Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { makeIndex, rejection } from './open-store.ts';
import { numbered, openOutputStore, written } from './output-store.ts';

const store = openOutputStore();
const { contents } = store;

describe('$merge', () => {
  const mergeInto = async (
    target: Document[],
    source: Document[],
    options: Document,
  ): Promise<Document[]> => {
    const [into, from] = [await store.collectionOf(...target), await store.collectionOf(...source)];
    await written(from, { $merge: { into: into.collectionName, ...options } });
    return await contents(into.collectionName);
  };

  test('adds the fields of the new document to the old one, and inserts what is new', async () => {
    const merged = await mergeInto(
      [{ _id: 1, a: 1, keep: true }],
      [
        { _id: 1, a: 2, b: 3 },
        { _id: 2, a: 4 },
      ],
      {},
    );
    expect(merged).toEqual([
      { _id: 1, a: 2, keep: true, b: 3 },
      { _id: 2, a: 4 },
    ]);
  });

  test.each([
    ['replace', [{ _id: 1, b: 2 }]],
    ['keepExisting', [{ _id: 1, a: 1 }]],
    ['merge', [{ _id: 1, a: 1, b: 2 }]],
    [[{ $set: { sum: { $add: ['$a', '$$new.b'] } } }], [{ _id: 1, a: 1, sum: 3 }]],
  ])('whenMatched %j', async (whenMatched, expected) => {
    expect(await mergeInto([{ _id: 1, a: 1 }], [{ _id: 1, b: 2 }], { whenMatched })).toEqual(
      expected,
    );
  });

  test('a pipeline sees variables of its own', async () => {
    const options = {
      let: { by: { $multiply: ['$b', 10] } },
      whenMatched: [{ $set: { a: { $add: ['$a', '$$by', '$$new.b'] } } }],
    };
    expect(await mergeInto([{ _id: 1, a: 1 }], [{ _id: 1, b: 2 }], options)).toEqual([
      { _id: 1, a: 23 },
    ]);
  });

  test('refuses a match with "fail", and what it wrote before stands', async () => {
    const into = await store.collectionOf({ _id: 2 as never, old: true });
    const from = await store.collectionOf(...numbered(1, 2, 3));
    const merging = written(from, { $merge: { into: into.collectionName, whenMatched: 'fail' } });
    expect(await rejection(merging)).toMatchObject({ code: 11000 });
    expect(await contents(into.collectionName)).toEqual([...numbered(1), { _id: 2, old: true }]);
  });

  test('discards or refuses what has no match, when told to', async () => {
    const discarded = { whenNotMatched: 'discard' };
    expect(await mergeInto([{ _id: 1, a: 1 }], numbered(1, 2), discarded)).toEqual([
      { _id: 1, a: 1, n: 10 },
    ]);
    const failing = mergeInto([{ _id: 1 }], numbered(1, 2), { whenNotMatched: 'fail' });
    expect(await rejection(failing)).toMatchObject({ code: 13113 });
  });

  test('finds its match by other fields than _id, which need a unique index', async () => {
    const into = await store.collectionOf({ _id: 1 as never, unit: 'a', year: 2026, n: 1 });
    const from = await store.collectionOf({ unit: 'a', year: 2026, n: 2 });
    const stages = [
      { $project: { _id: 0 } },
      { $merge: { into: into.collectionName, on: ['year', 'unit'] } },
    ];
    expect(await rejection(written(from, ...stages))).toMatchObject({ code: 51183 });
    await makeIndex(into, { unit: 1, year: 1 }, { unique: true });
    await written(from, ...stages);
    expect(await contents(into.collectionName)).toEqual([{ _id: 1, unit: 'a', year: 2026, n: 2 }]);
  });

  test('never changes an _id', async () => {
    const into = await store.collectionOf({ _id: 1 as never, unit: 'a' });
    await makeIndex(into, { unit: 1 }, { unique: true });
    const from = await store.collectionOf({ _id: 2 as never, unit: 'a' });
    const merging = written(from, {
      $merge: { into: into.collectionName, on: 'unit', whenMatched: 'replace' },
    });
    expect(await rejection(merging)).toMatchObject({ code: 66 });
  });

  test.each([
    [{}, 51132],
    [{ unit: null }, 51132],
    [{ unit: ['a'] }, 51185],
  ])('refuses %j, which has no value to be found by', async (document, code) => {
    const into = await store.collectionOf();
    await makeIndex(into, { unit: 1 }, { unique: true });
    const from = await store.collectionOf(document);
    const merging = written(from, { $merge: { into: into.collectionName, on: 'unit' } });
    expect(await rejection(merging)).toMatchObject({ code });
  });

  test('goes into another database, and into the collection it reads', async () => {
    const source = await store.collectionOf(...numbered(1, 2));
    await written(source, { $merge: { into: { db: 'elsewhere', coll: 'merged' } } });
    expect(await contents('merged', 'elsewhere')).toEqual(numbered(1, 2));
    const doubled = { $project: { _id: { $add: ['$_id', 2] }, n: 1 } };
    await written(source, doubled, { $merge: source.collectionName });
    expect(await contents(source.collectionName)).toHaveLength(4);
  });

  test.each([
    [{ nonsense: 1 }, 40415],
    [{ whenMatched: 'nonsense' }, 2],
    [{ whenNotMatched: 'nonsense' }, 2],
    [{ whenMatched: 'keepExisting', whenNotMatched: 'discard' }, 51189],
    [{ let: { a: 1 } }, 51199],
    [{ on: [] }, 51187],
    [{ on: [1] }, 51134],
    [{ whenMatched: [{ $group: { _id: 1 } }] }, 72],
    [{ whenMatched: [{ $set: { a: '$$nobody' } }] }, 17276],
    [{ whenMatched: [], let: { a: { $nonsense: 1 } } }, 168],
    [{ into: 7 }, 51178],
  ])('with %j is refused with code %i', async (options, code) => {
    for (const documents of [[], [{ n: 1 }]]) {
      const source = await store.collectionOf(...documents);
      const merging = written(source, { $merge: { into: 'x', ...options } });
      expect(await rejection(merging)).toMatchObject({ code });
    }
  });
});
