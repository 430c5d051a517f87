export { backupStore } from './copies/backup-store.ts';
export { restoreStore } from './copies/restore-store.ts';
export { verifyStore } from './copies/verify-store.ts';
export { databaseFile } from './data-folder.ts';
export { storageFaultText } from './storage/storage-fault.ts';

import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import {
  databaseFile,
  lockDataFolder,
  prepareDataFolder,
  readAddress,
  removeAddress,
  writeAddress,
} from './data-folder.ts';
import { placeSocket, type SocketPlace, socketUri } from './socket-path.ts';
import type { WorkerData, WorkerMessage } from './worker-messages.ts';

export interface EmbeddedStore {
  /** For any MongoDB driver. */
  uri: string;
  socketPath: string;
  /** The loopback port it listens on as well, if it was told to. */
  port: number | undefined;
  /** Ends all connections, folds the log into the file and lets go of the data folder. */
  close: () => Promise<void>;
}

const nextMessage = (worker: Worker): Promise<WorkerMessage> =>
  new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('The store ended unexpectedly.'));
    worker.once('error', reject);
    worker.once('exit', ended);
    worker.once('message', (message: WorkerMessage) => {
      worker.off('error', reject);
      worker.off('exit', ended);
      resolve(message);
    });
  });

/** Without its store the process is of no use: it ends with the error rather than go on half. */
const endWithWorker = (worker: Worker): void => {
  worker.once('error', (error) => {
    throw new Error('The store broke off.', { cause: error });
  });
};

/** New objects live shortly here: little room for them costs no time, and keeps memory small. */
const youngGenerationMb = 6;

const startWorker = async (
  data: WorkerData,
): Promise<{ worker: Worker; port: number | undefined }> => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: data,
    resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
  });
  const message = await nextMessage(worker);
  if (message.kind !== 'ready')
    throw new Error(
      `The store could not be opened: ${message.kind === 'failed' ? message.reason : 'it was closed'}`,
    );
  endWithWorker(worker);
  return { worker, port: message.port };
};

const closeWorker = async (worker: Worker): Promise<void> => {
  const closed = nextMessage(worker);
  worker.postMessage('close');
  await closed;
  await worker.terminate();
};

const accepts = (socketPath: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(socketPath);
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });

/**
 * Starts a server that speaks the MongoDB wire protocol on a Unix socket, in a thread of its own,
 * with all data in the data folder. What it acknowledges is on disk. `socketPath`: another place for
 * the socket; `port`: a loopback port to listen on as well, 0 for any free one.
 *
 * @throws one line when the folder cannot be written, is in use (naming the process), is damaged,
 * or was written by a later version, and when another process listens on `socketPath`.
 */
export const startEmbeddedStore = async (options: {
  dataDir: string;
  socketPath?: string | undefined;
  port?: number | undefined;
}): Promise<EmbeddedStore> => {
  const { dataDir, socketPath } = options;
  if (socketPath !== undefined && (await accepts(socketPath)))
    throw new Error(`Another process listens on ${socketPath}.`);
  prepareDataFolder(dataDir);
  const unlock = lockDataFolder(dataDir);
  let socket: SocketPlace | undefined;
  const release = (): void => {
    removeAddress(dataDir);
    socket?.release();
    unlock();
  };
  try {
    socket = placeSocket(dataDir, socketPath);
    const { worker, port } = await startWorker({
      databaseFile: databaseFile(dataDir),
      socketPath: socket.path,
      port: options.port,
    });
    writeAddress(dataDir, { pid: process.pid, socketPath: socket.path });
    let closing: Promise<void> | undefined;
    const close = (): Promise<void> => (closing ??= closeWorker(worker).finally(release));
    return { uri: socketUri(socket.path), socketPath: socket.path, port, close };
  } catch (error) {
    release();
    throw error;
  }
};

/** The uri of the store that another process runs on this data folder; null when none does. */
export const runningStoreUri = async (dataDir: string): Promise<string | null> => {
  const address = readAddress(dataDir);
  return address && (await accepts(address.socketPath)) ? socketUri(address.socketPath) : null;
};
