import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { startEmbeddedStore } from './platform/embedded-store/index.ts';
import type { Logger } from './platform/logger.ts';

/** One that dies again and again is started no more often than this. */
const restartMilliseconds = 1000;
/** Then whoever still has not ended is ended. */
const endMilliseconds = 10_000;

type Environment = Record<string, string>;

/** The store that all workers share: run by this process, or a MongoDB that they reach themselves. */
const openSharedStore = async ({ mongodbUri, dataDir }: Config) => {
  if (mongodbUri)
    return { kind: 'mongodb' as const, uri: mongodbUri, close: () => Promise.resolve() };
  const { uri, close } = await startEmbeddedStore({ dataDir });
  return { kind: 'embedded' as const, uri, close };
};

/** @throws when it ends before it listens; it has said why itself. */
const listening = async (worker: Worker): Promise<void> => {
  const ended = once(worker, 'exit').then(() => {
    throw new Error('A portal process ended before it was ready.');
  });
  await Promise.race([once(worker, 'listening'), ended]);
};

const end = async (worker: Worker): Promise<void> => {
  if (worker.isDead()) return;
  const ended = once(worker, 'exit');
  worker.process.kill('SIGTERM');
  const patience = setTimeout(() => worker.process.kill('SIGKILL'), endMilliseconds);
  await ended;
  clearTimeout(patience);
};

/**
 * Runs the portal in several processes that share one port and one store. This process serves
 * nothing itself: it holds the embedded store and starts again whichever other one dies. When this
 * one dies they end too (node:cluster sees to it), so that none goes on without its store. Asked to
 * end while they are starting, it does not wait until they have.
 *
 * @throws when the store cannot be opened, or a process ends before it is ready.
 */
export const startWorkers = async (config: Config, logger: Logger, environment: Environment) => {
  const opening = openSharedStore(config);
  cluster.setupPrimary({ exec: join(import.meta.dirname, 'server.ts'), args: [] });
  const running = new Set<Worker>();
  let closing: Promise<void> | undefined;

  const endAll = async (): Promise<void> => {
    await Promise.all([...running].map(end));
    await (await opening).close();
  };
  const close = (): Promise<void> => (closing ??= endAll());
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void close());

  const store = await opening;
  const start = (): Worker => {
    // By its address, so that no worker ever opens a store of its own.
    const worker = cluster.fork({ ...environment, MONGODB_URI: store.uri });
    running.add(worker);
    worker.once('exit', (code, signal) => {
      running.delete(worker);
      if (closing) return;
      logger.error({ pid: worker.process.pid, code, signal }, 'a portal process ended');
      setTimeout(() => {
        if (!closing) start();
      }, restartMilliseconds);
    });
    return worker;
  };

  const wanted = closing ? 0 : config.workers;
  try {
    await Promise.all(Array.from({ length: wanted }, () => listening(start())));
  } catch (error) {
    const asked = closing;
    await close();
    if (!asked) throw error;
  }
  if (!closing)
    logger.info({ store: store.kind, processes: config.workers }, 'portal processes started');
  return { store: store.kind, close };
};
