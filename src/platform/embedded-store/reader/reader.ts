import { Worker } from 'node:worker_threads';
import { CommandError } from '../command-error.ts';
import { errorReply } from '../commands/dispatch.ts';
import type { ReaderData, ReadReply, ReadRequest } from './reader-messages.ts';

/**
 * What one read may hold in the memory of its thread, in MB. A thread that needs more is ended and
 * its reads are refused; everything else goes on.
 */
const largestHeap = 512;

/** New objects live shortly: little room for them costs no time, and keeps memory small. */
const youngGeneration = 6;

const readerEnded = (error: Error | undefined): Uint8Array => {
  const outOfMemory =
    error !== undefined && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return errorReply(
    outOfMemory
      ? new CommandError(
          'QueryExceededMemoryLimitNoDiskUseAllowed',
          `the read needs more than ${largestHeap} MB of memory`,
        )
      : new CommandError('InternalError', error?.message ?? 'the reader was ended'),
  );
};

/**
 * Long reads, in a thread of their own with their own connection to the file: each sees what was
 * on disk when it began, and nobody waits for it. The thread is started by the first of them.
 */
export const createReader = (databaseFile: string) => {
  const waiting = new Map<number, (reply: Uint8Array) => void>();
  let worker: Worker | undefined;
  let lastId = 0;

  const settleAll = (error?: Error): void => {
    worker = undefined;
    const pending = [...waiting.values()];
    waiting.clear();
    for (const answer of pending) answer(readerEnded(error));
  };

  const start = (): Worker => {
    const data: ReaderData = { databaseFile };
    const started = new Worker(new URL('./reader-worker.ts', import.meta.url), {
      workerData: data,
      resourceLimits: {
        maxOldGenerationSizeMb: largestHeap,
        maxYoungGenerationSizeMb: youngGeneration,
      },
    });
    started.on('message', ({ id, reply }: ReadReply) => {
      waiting.get(id)?.(reply);
      waiting.delete(id);
    });
    started.once('error', settleAll);
    started.once('exit', () => worker === started && settleAll());
    return started;
  };

  return {
    /** Runs the command a message holds; answers its reply as BSON. */
    ask: (message: Uint8Array, connectionId: number): Promise<Uint8Array> =>
      new Promise((resolve) => {
        const id = ++lastId;
        waiting.set(id, resolve);
        worker ??= start();
        // A copy: a part of a buffer would take the whole of it along.
        const copy = new Uint8Array(message);
        worker.postMessage({ id, connectionId, message: copy } satisfies ReadRequest);
      }),

    close: async (): Promise<void> => {
      await worker?.terminate();
    },
  };
};

export type Reader = ReturnType<typeof createReader>;
