import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { forwardModel } from './forward-model.ts';

/** Whoever tells a server of the log and is not heard of for so long has died. */
const leaseMs = 10_000;

/** How far each syslog server has been told. */
export const createForwardStore = (connection: Connection) => {
  const forwards = forwardModel(connection);
  return {
    /** Takes or keeps the telling; how far the server has been told, or null when another process tells it. */
    hold: async (address: string, holder: string, now: Date): Promise<number | null> => {
      const heldUntil = new Date(now.getTime() + leaseMs);
      const tooFar = new Date(now.getTime() + 2 * leaseMs);
      const free = {
        $or: [{ holder }, { heldUntil: { $lte: now } }, { heldUntil: { $gt: tooFar } }],
      };
      try {
        const held = await forwards
          .findOneAndUpdate(
            { _id: address, ...free },
            { $set: { holder, heldUntil } },
            { upsert: true, returnDocument: 'after' },
          )
          .lean();
        return held.number;
      } catch (error) {
        if (isDuplicateKey(error)) return null;
        throw error;
      }
    },

    /** Everything up to this number is the server's. */
    confirm: async (address: string, holder: string, number: number): Promise<void> => {
      await forwards.updateOne({ _id: address, holder }, { $set: { number } });
    },

    release: async (address: string, holder: string): Promise<void> => {
      await forwards.updateOne({ _id: address, holder }, { $set: { heldUntil: new Date(0) } });
    },
  };
};

export type ForwardStore = ReturnType<typeof createForwardStore>;
