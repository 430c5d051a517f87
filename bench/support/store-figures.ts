import type { Collection, Db, Document } from 'mongodb';
import { inParallel } from './in-parallel.ts';
import {
  type Completion,
  type Employee,
  employeeNumber,
  employeeOf,
  pilotEmployees,
} from './store-data.ts';

const residentMb = (): number => Math.round(process.memoryUsage.rss() / 1024 / 1024);

const elapsed = async (task: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await task();
  return performance.now() - started;
};

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** The same numbers in every run, spread over what there is. */
const spread = (index: number, below: number): number => (index * 7919 + 13) % below;

/** Operations per second: so many operations, so many of them in flight. */
export const perSecond = async (
  count: number,
  width: number,
  operation: (index: number) => Promise<unknown>,
): Promise<number> => {
  await inParallel(numbers(Math.min(count, 500)), width, async (index) => {
    await operation(-1 - index);
  });
  const ms = await elapsed(() =>
    inParallel(numbers(count), width, async (index) => {
      await operation(index);
    }),
  );
  return Math.round((count / ms) * 1000);
};

const findOne = (employees: Collection<Employee>, total: number) => async (index: number) => {
  const number = employeeNumber(spread(Math.abs(index), total));
  const found = await employees.findOne({ number });
  if (found?.number !== number) throw new Error(`employee ${number} was not found`);
};

const perModule = {
  $group: {
    _id: '$module',
    total: { $sum: 1 },
    points: { $avg: '$points' },
    passed: { $sum: { $cond: ['$passed', 1, 0] } },
    last: { $max: '$completedAt' },
  },
};

const groups = async (completions: Collection<Completion>, filter: Document): Promise<number> => {
  const found = await completions.aggregate([{ $match: filter }, perModule]).toArray();
  return found.reduce((sum, { total }) => sum + Number(total), 0);
};

const middleOf = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1] ?? 0;

/** The middle of some runs, in milliseconds. */
const groupMs = async (runs: number, task: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await elapsed(task));
  return Math.round(middleOf(times));
};

/** How long an indexed read takes on another connection while a group over everything runs. */
const readsBeside = async (read: (index: number) => Promise<unknown>, group: Promise<unknown>) => {
  const times: number[] = [];
  const state = { running: true };
  void group.finally(() => (state.running = false));
  while (state.running) times.push(await elapsed(() => read(times.length)));
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round((times[Math.floor((times.length - 1) * share)] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), reads: times.length };
};

/** Reads a sorted cursor to its end; by how much memory rose above where it stood. */
const readSorted = async (cursor: AsyncIterable<Completion>, field: 'completedAt' | 'seconds') => {
  const before = residentMb();
  let most = before;
  let count = 0;
  let last: unknown;
  const ms = await elapsed(async () => {
    for await (const completion of cursor) {
      if (last !== undefined && completion[field] < (last as (typeof completion)[typeof field]))
        throw new Error('out of order');
      last = completion[field];
      if (++count % 4096 === 0) most = Math.max(most, residentMb());
    }
  });
  return { ms: Math.round(ms), count, growthMb: most - before };
};

/** Measures one store through the driver; expects what `fillStore` made. */
export const measureStore = async (db: Db, total: number) => {
  const employees = db.collection<Employee>('employees');
  const completions = db.collection<Completion>('completions');
  const read = findOne(employees, total);
  const one = await perSecond(20_000, 1, read);
  const many = await perSecond(40_000, 32, read);
  const inserted = db.collection<Employee>('arrivals');
  await inserted.createIndexes([{ key: { number: 1 }, unique: true }]);
  const inserts = await perSecond(20_000, 64, (index) => inserted.insertOne(employeeOf(index)));
  const rssIndexedMb = residentMb();

  const all = Math.min(total, pilotEmployees);
  const smallGroupMs = await groupMs(9, () => groups(completions, { wave: 'pilot' }));
  const largeGroupMs = await groupMs(3, () => groups(completions, { points: { $gte: 0 } }));
  const beside = await readsBeside(read, groups(completions, { points: { $gte: 0 } }));
  const rssGroupMb = residentMb();
  const byIndex = await readSorted(completions.find().sort({ completedAt: 1 }), 'completedAt');
  const without = await readSorted(completions.find().sort({ seconds: 1 }), 'seconds');
  return {
    findOnePerSecond: one,
    findOne32PerSecond: many,
    durableInsertsPerSecond: inserts,
    smallGroupMs,
    smallGroupDocuments: all * 8,
    groupMs: largeGroupMs,
    readsBesideGroup: beside,
    sortedCursor: byIndex,
    unindexedSortedCursor: without,
    rssIndexedMb,
    rssGroupMb,
    rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
};

export type StoreFigures = Awaited<ReturnType<typeof measureStore>>;
