import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mongoshPath } from '../../support/peers.ts';
import { openStoreForTests } from './open-store.ts';

const store = openStoreForTests();

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'mongosh-'));
});

afterAll(() => rm(home, { recursive: true, force: true }));

/** Runs lines in one session of MongoDB's shell; answers what it prints, one line for each. */
const shell = async (...lines: string[]): Promise<string[]> => {
  const script = lines.flatMap((line) => ['--eval', line]);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [String(mongoshPath), store.uri(), '--quiet', '--norc', '--json=relaxed', ...script],
    { env: { PATH: process.env.PATH, HOME: home }, timeout: 60_000 },
  );
  return stdout.trim().split('\n');
};

/** A session as somebody types it; answers all that the shell says, help and faults too. */
const typed = async (...lines: string[]): Promise<string> => {
  const child = spawn(process.execPath, [String(mongoshPath), store.uri(), '--quiet', '--norc'], {
    env: { PATH: process.env.PATH, HOME: home },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(`${lines.join('\n')}\n`);
  return text(child.stdout);
};

/** As `shell`, for lines that each print one value; what went wrong is printed, too. */
const values = async (...expressions: string[]): Promise<unknown[]> => {
  const guarded = expressions
    .map((code) => `try { out.push(${code}) } catch (e) { out.push({ refused: e.code }) }`)
    .join(';');
  const printed = await shell(`const out = []; ${guarded}; EJSON.stringify(out)`);
  return JSON.parse(JSON.parse(printed.at(-1) ?? '') as string) as unknown[];
};

describe.skipIf(mongoshPath === undefined)("MongoDB's shell", { timeout: 90_000 }, () => {
  it('inserts, finds, updates, groups and removes', async () => {
    const results = await values(
      "db.people.insertOne({ _id: 1, name: 'Åsa', unit: 'a' }).insertedId",
      "db.people.insertMany([{ _id: 2, name: 'Bo', unit: 'a' }, { _id: 3, name: 'Cia', unit: 'b' }]).acknowledged",
      'db.people.find({ _id: { $gt: 1 } }, { name: 1 }).sort({ _id: -1 }).toArray()',
      "db.people.updateMany({ unit: 'a' }, { $set: { seen: true } }).modifiedCount",
      "db.people.findOneAndUpdate({ _id: 3 }, { $inc: { n: 1 } }, { returnDocument: 'after' })",
      "db.people.aggregate([{ $group: { _id: '$unit', n: { $sum: 1 } } }, { $sort: { _id: 1 } }]).toArray()",
      "db.people.distinct('unit')",
      "db.people.deleteMany({ unit: 'a' }).deletedCount",
      'db.people.countDocuments()',
    );
    expect(results).toEqual([
      1,
      true,
      [
        { _id: 3, name: 'Cia' },
        { _id: 2, name: 'Bo' },
      ],
      2,
      { _id: 3, name: 'Cia', unit: 'b', n: 1 },
      [
        { _id: 'a', n: 2 },
        { _id: 'b', n: 1 },
      ],
      ['a', 'b'],
      2,
      1,
    ]);
  });

  it('makes indexes, explains with them and is told what is refused', async () => {
    const results = await values(
      "db.staff.insertOne({ login: 'x' }).acknowledged",
      'db.staff.createIndex({ login: 1 }, { unique: true })',
      'db.staff.getIndexes().map(({ name }) => name)',
      "db.staff.find({ login: 'x' }).explain().queryPlanner.winningPlan.inputStage.indexName",
      "db.staff.explain('executionStats').count({ login: 'x' }).executionStats.totalDocsExamined",
      "db.staff.insertOne({ login: 'x' })",
      "db.staff.find({ $where: 'true' }).toArray()",
      "db.runCommand({ mapReduce: 'staff' })",
      'db.staff.stats().nindexes',
      "db.staff.dropIndex('login_1').nIndexesWas",
      'db.staff.drop()',
    );
    expect(results).toEqual([
      true,
      'login_1',
      ['_id_', 'login_1'],
      'login_1',
      0,
      { refused: 11000 },
      { refused: 2 },
      { refused: 59 },
      2,
      2,
      true,
    ]);
  });

  it('shows databases and collections', async () => {
    const collections = await shell('db.shown.insertOne({})', 'show collections');
    expect(collections.join(' ')).toMatch(/shown/);
    expect((await shell('show dbs')).join(' ')).toMatch(/portal/);
  });

  it('serves whoever types, asks for help and is told what there is not', async () => {
    const said = await typed(
      'help',
      'use elsewhere',
      'db.things.insertMany(Array.from({ length: 30 }, (_, n) => ({ n })))',
      'db.things.find({}, { _id: 0 }).sort({ n: 1 })',
      'it',
      'db.things.help()',
      'show collections',
      'db.things.watch()',
      'db.version()',
      'db.dropDatabase()',
      'exit',
    );
    for (const expected of [
      'Shell Help:',
      'switched to db elsewhere',
      'Type "it" for more',
      '{ n: 29 }',
      'Collection Class:',
      '$changeStream stage is only supported on replica sets',
      '7.0.0',
      "{ ok: 1, dropped: 'elsewhere' }",
    ])
      expect(said).toContain(expected);
  });
});
