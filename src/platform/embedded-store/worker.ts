import { rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { startExpiry } from './expiry.ts';
import { listen } from './server.ts';
import { openStore } from './store.ts';
import type { WorkerData, WorkerMessage } from './worker-messages.ts';

/*
 * The thread in which the store lives: a long aggregation here never holds up a page there.
 */
const { databaseFile, socketPath } = workerData as WorkerData;
const say = (message: WorkerMessage): void => parentPort?.postMessage(message);

try {
  const store = openStore(databaseFile);
  const server = await listen(store, socketPath);
  const stopExpiry = startExpiry(store);
  parentPort?.once('message', () => {
    stopExpiry();
    for (const socket of store.connections) socket.destroy();
    server.close(() => {
      store.close();
      rmSync(socketPath, { force: true });
      say({ kind: 'closed' });
      parentPort?.close();
    });
  });
  say({ kind: 'ready' });
} catch (error) {
  say({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  parentPort?.close();
}
