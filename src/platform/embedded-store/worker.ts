import { rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { startExpiry } from './expiry.ts';
import { listen, listenOnPort } from './server.ts';
import { storageFaultText } from './storage/storage-fault.ts';
import { openStore } from './store.ts';
import type { WorkerData, WorkerMessage } from './worker-messages.ts';

/*
 * The thread in which the store lives: a long aggregation here never holds up a page there.
 */
const { databaseFile, socketPath, port } = workerData as WorkerData;
const say = (message: WorkerMessage): void => parentPort?.postMessage(message);

try {
  const store = openStore(databaseFile);
  const onPort = port === undefined ? undefined : await listenOnPort(store, port);
  const server = await listen(store, socketPath);
  const stopExpiry = startExpiry(store);
  parentPort?.once('message', () => {
    stopExpiry();
    for (const socket of store.connections) socket.destroy();
    onPort?.server.close();
    server.close(() => {
      void store.close().then(() => {
        rmSync(socketPath, { force: true });
        say({ kind: 'closed' });
        parentPort?.close();
      });
    });
  });
  say({ kind: 'ready', port: onPort?.port });
} catch (error) {
  say({ kind: 'failed', reason: storageFaultText(error as Error) });
  parentPort?.close();
}
