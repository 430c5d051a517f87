import type { Document } from 'mongodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeIndex, openStoreForTests, rejection } from './open-store.ts';

const store = openStoreForTests();

beforeAll(async () => {
  const people = store.db().collection('people');
  await people.insertMany(
    Array.from({ length: 200 }, (_, n) => ({
      login: `l${String(n).padStart(3, '0')}`,
      unit: `u${n % 10}`,
      tags: ['all', `t${n % 4}`],
      n,
      ...(n % 2 === 0 ? { even: n } : {}),
    })),
  );
  await makeIndex(people, { login: 1 }, { unique: true });
  await makeIndex(people, { unit: 1, n: -1 });
  await makeIndex(people, { tags: 1 });
  await makeIndex(people, { even: 1 }, { sparse: true });
});

const explained = (command: Document, verbosity = 'executionStats') =>
  store.db().command({ explain: command, verbosity });

interface Stage {
  stage: string;
  indexName?: string;
  inputStage?: Stage;
  inputStages?: Stage[];
}

const stagesOf = ({ stage, indexName, inputStage, inputStages = [] }: Stage): string[] => [
  indexName === undefined ? stage : `${stage} ${indexName}`,
  ...[...(inputStage ? [inputStage] : []), ...inputStages].flatMap(stagesOf),
];

const look = async (command: Document) => {
  const { queryPlanner, executionStats } = await explained(command);
  const { totalKeysExamined, totalDocsExamined, nReturned } = executionStats as Document;
  const { winningPlan } = queryPlanner as { winningPlan: Stage };
  return {
    stages: stagesOf(winningPlan),
    keys: totalKeysExamined as number,
    docs: totalDocsExamined as number,
    returned: nReturned as number,
  };
};

describe('explain', () => {
  it.each<[string, Document, string[], [keys: number, docs: number, returned: number]]>([
    [
      'a single document by key',
      { find: 'people', filter: { login: 'l007' } },
      ['FETCH', 'IXSCAN login_1'],
      [1, 1, 1],
    ],
    ['everything', { find: 'people', filter: { x: 1 } }, ['COLLSCAN'], [0, 200, 0]],
    [
      'a range',
      { find: 'people', filter: { login: { $gte: 'l190' } } },
      ['FETCH', 'IXSCAN login_1'],
      [10, 10, 10],
    ],
    [
      'a prefix',
      { find: 'people', filter: { login: /^l00/ } },
      ['FETCH', 'IXSCAN login_1'],
      [10, 10, 10],
    ],
    [
      'several values',
      { find: 'people', filter: { login: { $in: ['l001', 'l002', 'no'] } } },
      ['FETCH', 'IXSCAN login_1'],
      [2, 2, 2],
    ],
    [
      'an order that an index gives, up to the limit',
      { find: 'people', filter: { unit: 'u3' }, sort: { n: -1 }, limit: 5 },
      ['LIMIT', 'FETCH', 'IXSCAN unit_1_n_-1'],
      [5, 5, 5],
    ],
    [
      'an order that has to be made',
      { find: 'people', filter: { unit: 'u3' }, sort: { login: -1 } },
      ['SORT', 'FETCH', 'IXSCAN unit_1_n_-1'],
      [20, 20, 20],
    ],
    [
      'an element of an array',
      { find: 'people', filter: { tags: 't1' }, projection: { n: 1 } },
      ['PROJECTION_SIMPLE', 'FETCH', 'IXSCAN tags_1'],
      [50, 50, 50],
    ],
    [
      'one index for each branch',
      { find: 'people', filter: { $or: [{ login: 'l001' }, { tags: 't1' }] } },
      ['FETCH', 'OR', 'IXSCAN login_1', 'IXSCAN tags_1'],
      [51, 51, 50],
    ],
    [
      'what is counted by its key alone',
      { count: 'people', query: { unit: 'u3' } },
      ['COUNT', 'COUNT_SCAN unit_1_n_-1'],
      [20, 0, 0],
    ],
    [
      'a sparse index',
      { distinct: 'people', key: 'n', query: { even: { $gt: 190 } } },
      ['FETCH', 'IXSCAN even_1'],
      [4, 4, 4],
    ],
    [
      'an update',
      { update: 'people', updates: [{ q: { login: 'l001' }, u: { $set: { n: 0 } } }] },
      ['UPDATE', 'FETCH', 'IXSCAN login_1'],
      [1, 1, 0],
    ],
    [
      'a removal',
      { delete: 'people', deletes: [{ q: { unit: 'u1' }, limit: 0 }] },
      ['DELETE', 'FETCH', 'IXSCAN unit_1_n_-1'],
      [20, 20, 0],
    ],
    [
      'findAndModify',
      { findAndModify: 'people', query: { unit: 'u1' }, sort: { n: -1 }, remove: true },
      ['DELETE', 'FETCH', 'IXSCAN unit_1_n_-1'],
      [1, 1, 0],
    ],
    ['a collection there is not', { find: 'missing' }, ['EOF'], [0, 0, 0]],
  ])('shows how it finds %s', async (_case, command, stages, [keys, docs, returned]) => {
    expect(await look(command)).toEqual({ stages, keys, docs, returned });
  });

  it('shows the beginning of a pipeline as a query, and the stages after it', async () => {
    const group = { $group: { _id: '$unit', n: { $sum: 1 } } };
    const pipeline = [{ $match: { login: { $lt: 'l010' } } }, group];
    const { stages } = await explained({ aggregate: 'people', pipeline, cursor: {} });
    const [{ $cursor }, ...rest] = stages as [{ $cursor: { queryPlanner: Document } }];
    expect(stagesOf($cursor.queryPlanner.winningPlan as Stage)).toEqual([
      'FETCH',
      'IXSCAN login_1',
    ]);
    expect(rest).toEqual([group]);
  });

  it('changes nothing', async () => {
    const people = store.db().collection('people');
    await explained({ delete: 'people', deletes: [{ q: {}, limit: 0 }] });
    expect(await people.countDocuments()).toBe(200);
  });

  it('serves the driver, with and without statistics', async () => {
    const people = store.db().collection('people');
    const plan = await people.find({ login: 'l001' }).explain('queryPlanner');
    expect(plan).not.toHaveProperty('executionStats');
    expect(plan).toMatchObject({ explainVersion: '1', serverInfo: { version: '7.0.0' } });
    expect(await people.aggregate([{ $match: { n: 1 } }]).explain()).toHaveProperty('queryPlanner');
  });

  it.each([
    [{ insert: 'people', documents: [] }, 'queryPlanner', 59],
    [{ find: 'people', nonsense: 1 }, 'queryPlanner', 40415],
    [{ find: 'people' }, 'loud', 2],
    [{ find: 'people', hint: 'none' }, 'queryPlanner', 2],
  ])('refuses %j at verbosity %s with %i', async (command, verbosity, code) => {
    expect(await rejection(explained(command, verbosity))).toMatchObject({ code });
  });
});
