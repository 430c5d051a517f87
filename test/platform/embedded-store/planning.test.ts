import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Doc } from '../../../src/platform/embedded-store/bson/documents.ts';
import { writeDocument } from '../../../src/platform/embedded-store/bson/documents.ts';
import { binaryComparison } from '../../../src/platform/embedded-store/query/comparison.ts';
import { planFind, plainQuery } from '../../../src/platform/embedded-store/query/find-documents.ts';
import type { Collection } from '../../../src/platform/embedded-store/storage/collection.ts';
import { indexFromDescription } from '../../../src/platform/embedded-store/storage/index-spec.ts';
import { openStore, type Store } from '../../../src/platform/embedded-store/store.ts';
import { temporaryFolder } from './open-store.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let store: Store;
let people: Collection;

const indexes: Doc[] = [
  { name: 'login', key: { login: 1 }, unique: true, sparse: true },
  { name: 'byUnit', key: { units: 1, status: 1, name: 1, _id: 1 } },
  { name: 'newest', key: { year: 1, at: -1 } },
  { name: 'open', key: { year: 1 }, partialFilterExpression: { open: true } },
];

const person = (n: number): Doc => ({
  _id: n,
  ...(n % 2 === 0 ? { login: `l${n}` } : {}),
  units: ['all', `unit${n % 10}`],
  status: ['new', 'done'][n % 2],
  name: `name${(n * 37) % 100}`,
  year: 2000 + (n % 4),
  at: new Date(n * 1000),
  open: n % 3 === 0,
  score: n,
});

beforeAll(async () => {
  folder = await temporaryFolder();
  store = openStore(join(folder.path, 'store.sqlite'));
  people = store.catalog.ensure('db', 'people');
  for (const index of indexes) store.catalog.createIndex(people, indexFromDescription(index));
  store.commit.begin();
  for (let n = 0; n < 400; n++) people.insert(writeDocument(person(n)));
  store.commit.keep();
});

afterAll(async () => {
  await store.close();
  await folder.remove();
});

/** Which index a query uses, whether it gives the order, and how many documents are read. */
const look = (filter: Doc, sort: Doc = {}, limit = 0) => {
  const query = { ...plainQuery(filter, binaryComparison), sort, limit };
  const { plan, run } = planFind(people, query);
  const found = [...run()];
  return {
    index: plan.kind === 'index' ? plan.index : plan.kind,
    sorted: plan.sorted,
    found: found.length,
    docs: found.map(({ doc }) => doc),
  };
};

describe('A query uses', () => {
  it.each<[string, Doc, Doc, string, boolean, number]>([
    ['_id', { _id: 7 }, {}, '_id_', true, 1],
    ['_id in a range', { _id: { $gte: 390 } }, { _id: -1 }, '_id_', true, 10],
    ['a unique index', { login: 'l4' }, {}, 'login', true, 1],
    [
      'a sparse index, for those that have the field',
      { login: { $exists: true } },
      {},
      'login',
      true,
      200,
    ],
    ['the beginning of an index', { units: 'unit3' }, {}, 'byUnit', true, 40],
    [
      'an index for filter and order',
      { units: 'unit3', status: 'done' },
      { name: 1 },
      'byUnit',
      true,
      40,
    ],
    [
      'an index backwards',
      { units: 'all', status: 'new' },
      { name: -1, _id: -1 },
      'byUnit',
      true,
      200,
    ],
    ['a descending field as it lies', { year: 2001 }, { at: -1 }, 'newest', true, 100],
    ['a descending field the other way', { year: 2001 }, { at: 1 }, 'newest', true, 100],
    ['a range after a value', { year: 2001, at: { $lt: new Date(9000) } }, {}, 'newest', true, 2],
    ['several values', { login: { $in: ['l2', 'l4', 'l5'] } }, {}, 'login', true, 2],
    ['the beginning of a string', { login: /^l39/ }, {}, 'login', true, 5],
    [
      'a partial index when the filter implies it',
      { year: 2000, open: true },
      {},
      'open',
      true,
      34,
    ],
    ['one index for each branch', { $or: [{ _id: 1 }, { login: 'l2' }] }, {}, 'union', true, 2],
  ])('%s', (_case, filter, sort, index, sorted, found) => {
    expect(look(filter, sort)).toMatchObject({ index, sorted, found });
  });

  it.each<[string, Doc, Doc, string, number]>([
    ['a sparse index, to find what it leaves out', { login: null }, {}, 'scan', 200],
    ['a sparse index, to sort everything', {}, { login: 1 }, 'scan', 400],
    ['an index in an order it does not have', {}, { year: 1, at: 1 }, 'scan', 400],
    ['an index on an array, to sort by it', {}, { units: 1 }, 'scan', 400],
    ['an index on one branch alone', { $or: [{ _id: 1 }, { score: 2 }] }, {}, 'scan', 2],
  ])('but not %s', (_case, filter, sort, index, found) => {
    expect(look(filter, sort)).toMatchObject({ index, found });
  });

  it('an order that is the same as sorting in memory', () => {
    const filter = { units: 'all', status: { $in: ['new', 'done'] } };
    const served = look({ units: 'all', status: 'new' }, { name: 1, _id: 1 }).docs;
    const sorted = look({ ...filter, score: { $gte: 0 } }, { name: 1, _id: 1 }).docs;
    expect(served).toEqual(sorted.filter(({ status }) => status === 'new'));
  });

  it('meets a document with several matching elements once', () => {
    expect(look({ units: { $in: ['all', 'unit1'] } }).found).toBe(400);
  });

  it('reads no more of an ordered index than the limit asks for', () => {
    const { plan, run } = planFind(people, {
      ...plainQuery({ year: 2001 }, binaryComparison),
      sort: { at: -1 },
      limit: 3,
    });
    expect(plan.sorted).toBe(true);
    expect([...run()].map(({ doc }) => doc._id)).toEqual([397, 393, 389]);
  });
});
