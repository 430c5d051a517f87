import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MongoClient } from 'mongodb';
import { startEmbeddedStore } from '../src/platform/embedded-store/index.ts';
import { fillStore } from './support/store-data.ts';
import { measureStore, type StoreFigures } from './support/store-figures.ts';
import { measureGrowth } from './support/store-growth.ts';

const help = `Usage: npm run bench -- store [--employees N] [--growth] [--json] [--data DIR]

Fills an embedded store with N employees (100000) and 8 completions each in a temporary data folder,
then measures it in a process of its own through the official driver, the store in its worker thread.
Prints one figure per line. --json prints one JSON object, the last line: rssMb, startMs,
findOnePerSecond, durableInsertsPerSecond, groupMs and more. --growth measures indexed work on 1,000
to 1,000,000 documents instead. --data measures what an earlier run filled, or fills it and keeps it.`;

const options = {
  employees: { type: 'string', default: '100000' },
  growth: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  data: { type: 'string' },
  /** This process is the one that measures. */
  measure: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const compileCache = join(import.meta.dirname, '../node_modules/.cache/node');

const growthSizes = [1e3, 1e4, 1e5, 1e6];

/** Opens the store that is there, as the portal does, and connects. */
const openStore = async (dataDir: string) => {
  const started = performance.now();
  const store = await startEmbeddedStore({ dataDir });
  const client = await MongoClient.connect(store.uri);
  const employees = await client.db().collection('employees').estimatedDocumentCount();
  const startMs = Math.round(performance.now() - started);
  const close = async () => {
    await client.close();
    await store.close();
  };
  return { db: client.db(), employees, startMs, close };
};

const linesOf = (figures: StoreFigures & { startMs: number }): Record<string, string> => {
  const { readsBesideGroup: beside, sortedCursor: sorted, unindexedSortedCursor: other } = figures;
  return {
    start: `${figures.startMs} ms`,
    'findOne by unique index, one at a time': `${figures.findOnePerSecond}/s`,
    'findOne by unique index, 32 in flight': `${figures.findOne32PerSecond}/s`,
    'durable inserts, 64 in flight': `${figures.durableInsertsPerSecond}/s`,
    [`$match + $group over ${figures.smallGroupDocuments}`]: `${figures.smallGroupMs} ms`,
    '$match + $group over all completions': `${figures.groupMs} ms`,
    'indexed reads meanwhile': `p50 ${beside.p50} ms, p95 ${beside.p95} ms (${beside.reads})`,
    'cursor over all, sorted by an index': `${sorted.ms} ms, memory +${sorted.growthMb} MB`,
    'cursor over all, sorted without one': `${other.ms} ms, memory +${other.growthMb} MB`,
    'resident after indexed work': `${figures.rssIndexedMb} MB`,
    'resident after the groups': `${figures.rssGroupMb} MB`,
    'resident at most': `${figures.rssMb} MB`,
  };
};

const measure = async (dataDir: string, growth: boolean, json: boolean): Promise<void> => {
  const { db, employees, startMs, close } = await openStore(dataDir);
  if (growth) {
    const rows = await measureGrowth(db, growthSizes);
    console.log('Microseconds per operation:');
    console.table(rows);
    if (json) console.log(JSON.stringify({ growth: rows }));
  } else {
    const figures = { startMs, ...(await measureStore(db, employees)) };
    await db.collection('arrivals').drop();
    console.table(linesOf(figures));
    if (json) console.log(JSON.stringify({ employees, ...figures }));
  }
  await close();
};

/** Measures in a fresh process, whose memory knows nothing of the filling. */
const measureApart = (dataDir: string, args: string[]): Promise<number> =>
  new Promise((resolve) => {
    const script = join(import.meta.dirname, 'run.ts');
    const command = [script, 'store', '--measure', ...args, '--data', dataDir];
    // With the cache of compiled code, as `npm start` has it.
    const env = { ...process.env, NODE_COMPILE_CACHE: compileCache };
    const child = spawn(process.execPath, command, { stdio: 'inherit', env });
    child.once('exit', (code) => resolve(code ?? 1));
  });

/** @returns the exit status: 0 when all was measured. */
export const run = async (args: string[]): Promise<number> => {
  const { values } = parseArgs({ args, options });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const { data, growth, json } = values;
  if (values.measure && data !== undefined) {
    await measure(data, growth, json);
    return 0;
  }
  const dataDir = data ?? (await mkdtemp(join(tmpdir(), 'store-bench-')));
  try {
    if (!growth && !existsSync(join(dataDir, 'store.sqlite'))) {
      console.error(`Filling ${dataDir} …`);
      await fillStore(dataDir, Number(values.employees));
    }
    return await measureApart(dataDir, [
      ...(growth ? ['--growth'] : []),
      ...(json ? ['--json'] : []),
    ]);
  } finally {
    if (data === undefined) await rm(dataDir, { recursive: true, force: true });
  }
};
