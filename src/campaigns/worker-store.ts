import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { workerModel } from './worker-model.ts';

/** Between two signs of life, in ms. */
const beatMs = 1_500;
/** Whoever is not heard of for so long has died. */
export const deadAfterMs = 6_000;

/**
 * Which processes are alive: what one that has died was at is free for the others. The store's own
 * clock decides, since machines have one each.
 */
export const createWorkerStore = (connection: Connection, silentMs: number) => {
  const workers = workerModel(connection);
  const id = randomUUID();

  /** Notes that this process is alive; answers the ids of all that are, its own among them. */
  const beat = async (): Promise<string[]> => {
    const options = { upsert: true, updatePipeline: true };
    await workers.updateOne({ _id: id }, [{ $set: { aliveAt: '$$NOW' } }], options);
    // A moment further ahead was noted before the clock was set back.
    const isAlive = {
      $and: [
        { $gt: ['$aliveAt', { $subtract: ['$$NOW', silentMs] }] },
        { $lt: ['$aliveAt', { $add: ['$$NOW', silentMs] }] },
      ],
    };
    const alive = await workers.find({ $expr: isAlive }, { _id: 1 }).lean();
    return alive.map(({ _id }) => _id);
  };

  return {
    id,
    beat,

    /** Gives signs of life for as long as the work lasts. */
    whileAtWork: async <Result>(work: () => Promise<Result>): Promise<Result> => {
      const timer = setInterval(() => void beat().catch(() => undefined), beatMs);
      try {
        return await work();
      } finally {
        clearInterval(timer);
      }
    },

    /** This process is at nothing any more. */
    leave: async (): Promise<void> => {
      await workers.deleteOne({ _id: id });
    },
  };
};

export type WorkerStore = ReturnType<typeof createWorkerStore>;
