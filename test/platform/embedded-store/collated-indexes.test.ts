import type { FindCursor } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { makeIndex, openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

const swedish = (strength: 1 | 2 | 3) => ({ collation: { locale: 'sv', strength } });
const names = ['Öberg', 'Oberg', 'öberg', 'Åsa', 'Asa', 'Ärla', 'Vik', 'Wik', 'vik', 'idé', 'ide'];
const people = () => store.collectionOf(...names.map((name) => ({ name })));

interface Stage {
  stage: string;
  indexName?: string;
  inputStage?: Stage;
}

const stagesOf = async (cursor: FindCursor): Promise<string[]> => {
  const { queryPlanner } = await cursor.explain('queryPlanner');
  const stages: string[] = [];
  let at = (queryPlanner as { winningPlan: Stage }).winningPlan as Stage | undefined;
  for (; at; at = at.inputStage)
    stages.push(at.indexName === undefined ? at.stage : `${at.stage} ${at.indexName}`);
  return stages;
};

describe('A query with a collation', () => {
  it('does not use an index of strings that has another', async () => {
    const things = await people();
    await makeIndex(things, { name: 1 });
    await makeIndex(things, { name: 1 }, { ...swedish(1), name: 'first' });
    expect(await things.find({ name: 'ÖBERG' }, swedish(2)).toArray()).toHaveLength(2);
    expect(await things.find({ name: 'Öberg' }).toArray()).toHaveLength(1);
    expect(await stagesOf(things.find({ name: 'Öberg' }, swedish(2)))).toEqual(['COLLSCAN']);
    expect(await stagesOf(things.find({ name: 'Öberg' }))).toEqual(['FETCH', 'IXSCAN name_1']);
  });

  it('does not use a partial index, whose filter has none', async () => {
    const things = await store.collectionOf({ a: 1, kind: 'Open' }, { a: 1, kind: 'OPEN' });
    await makeIndex(things, { a: 1 }, { partialFilterExpression: { kind: 'Open' } });
    const found = things.find({ a: 1, kind: 'Open' }, swedish(2));
    expect(await found.toArray()).toHaveLength(2);
  });
});

describe('An index with a collation', () => {
  it.each<[string, object]>([
    ['a value', { name: 'ÖBERG' }],
    ['one of several values', { name: { $in: ['ÖBERG', 'nobody', null] } }],
    ['a value in a list', { list: 'X' }],
    ['a value after another field', { n: 0, name: 'VIK' }],
  ])('serves %s in a query that has the same', async (_what, filter) => {
    const things = await store.collectionOf(
      ...names.map((name, n) => ({ name, n: n % 2, list: ['x', name] })),
    );
    const plain = await things.find(filter, swedish(2)).toArray();
    expect(plain.length).toBeGreaterThan(0);
    const key = {
      ...('n' in filter ? { n: 1 } : {}),
      ...('list' in filter ? { list: -1 } : { name: 1 }),
    };
    const index = await makeIndex(things, key, swedish(2));
    const same = () => things.find(filter, { collation: { locale: 'sv', strength: 2 } });
    expect(await stagesOf(same())).toEqual(['FETCH', `IXSCAN ${index ?? ''}`]);
    const found = await same().toArray();
    expect(found.map(({ _id }) => String(_id)).toSorted()).toEqual(
      plain.map(({ _id }) => String(_id)).toSorted(),
    );
  });

  it('is shown with all its options, and is the same index when it is made again', async () => {
    const things = await people();
    await makeIndex(things, { name: 1 }, swedish(2));
    await makeIndex(things, { name: 1 }, swedish(2));
    const [, index] = await things.indexes();
    expect(index?.collation).toMatchObject({ locale: 'sv', strength: 2, caseLevel: false });
    await things.dropIndex('name_1');
    await makeIndex(things, { name: 1 }, { collation: index?.collation });
    expect(await things.indexes()).toMatchObject([{}, index ?? {}]);
  });

  it('that is unique holds one text of those that are equal', async () => {
    const logins = await store.collectionOf({ login: 'Åsa' });
    await makeIndex(logins, { login: 1 }, { ...swedish(2), unique: true });
    await logins.insertOne({ login: 'Asa' });
    expect(await rejection(logins.insertOne({ login: 'ÅSA' }))).toMatchObject({
      code: 11000,
      keyPattern: { login: 1 },
      keyValue: { login: 'ÅSA' },
    });
    const change = logins.updateOne({ login: 'Asa' }, { $set: { login: 'åsa' } });
    expect(await rejection(change)).toMatchObject({ code: 11000 });
    await logins.deleteOne({ login: 'Åsa' });
    await logins.insertOne({ login: 'ÅSA' });
    expect(await logins.distinct('login')).toEqual(['Asa', 'ÅSA']);
  });

  it('is not made unique over texts that are equal', async () => {
    const refused = makeIndex(await people(), { name: 1 }, { ...swedish(2), unique: true });
    expect(await rejection(refused)).toMatchObject({ code: 11000 });
  });

  it.each([
    ['sv', 1],
    ['sv', 2],
    ['sv', 3],
    ['de', 1],
    ['da', 2],
    ['en', 1],
  ] as const)('finds what is found without it (%s, strength %i)', async (locale, strength) => {
    const parts = [
      'a',
      'A',
      'aa',
      'å',
      'Å',
      'A\u030a',
      'æ',
      'ae',
      'ä',
      'ß',
      'ss',
      'þ',
      'th',
      'ü',
      'y',
    ];
    const more = [
      'é',
      'e',
      'w',
      'v',
      '½',
      '1⁄2',
      'ŀ',
      'l·',
      '😀',
      '\u200b',
      '',
      'Δ',
      'δ',
      '1',
      '01',
    ];
    const all = [...parts, ...more];
    const texts = all.flatMap((one) => [one, `${one}x`, `x${one}`]);
    const collation = { locale, strength };
    const things = await store.collectionOf(...texts.map((text, _id) => ({ _id, text })));
    await makeIndex(things, { text: 1 }, { collation });
    for (const text of texts) {
      const found = async (hint: object) => {
        const rows = await things.find({ text }, { collation, hint: hint as never }).toArray();
        return rows.map(({ _id }) => Number(_id)).toSorted((a, b) => a - b);
      };
      expect(await found({ text: 1 }), text).toEqual(await found({ $natural: 1 }));
    }
  });
});
