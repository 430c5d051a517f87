import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { rosterStateModel, type Applying, type RosterStateRecord } from './roster-state-model.ts';

/** For so long a process has its turn without a sign of life. */
export const leaseMs = 20_000;

const until = (now: Date) => new Date(now.getTime() + leaseMs);

/** Whose turn it is to change the roster: each decision is one write of one document. */
export const createRosterTurnStore = (connection: Connection) => {
  const states = rosterStateModel(connection);
  const _id = 'roster' as const;

  const read = async (): Promise<Pick<RosterStateRecord, 'revision' | 'applying'>> => {
    const state = await states.findById(_id).lean();
    return { revision: state?.revision ?? 0, applying: state?.applying ?? null };
  };

  const ensure = async (): Promise<void> => {
    try {
      await states.updateOne({ _id }, { $setOnInsert: { revision: 0 } }, { upsert: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  };

  return {
    read,

    /** Begins an import: false when the roster is no longer at that revision, or another one runs. */
    begin: async (
      revision: number,
      turn: Pick<Applying, 'importId' | 'at' | 'by' | 'holder' | 'total'>,
    ): Promise<boolean> => {
      await ensure();
      const applying: Applying = { ...turn, until: until(new Date()), done: 0 };
      const free = { _id, revision, applying: null };
      return (await states.updateOne(free, { $set: { applying } })).modifiedCount === 1;
    },

    /** Takes over an import whose process has died. */
    takeOver: async (holder: string): Promise<Applying | null> => {
      const now = new Date();
      const taken = await states
        .findOneAndUpdate(
          { _id, 'applying.until': { $lt: now } },
          { $set: { 'applying.holder': holder, 'applying.until': until(now) } },
          { returnDocument: 'after' },
        )
        .lean();
      return taken?.applying ?? null;
    },

    /** A sign of life. False when another process has taken over. */
    goOn: async (holder: string, done?: number): Promise<boolean> => {
      const set = {
        'applying.until': until(new Date()),
        ...(done === undefined ? {} : { 'applying.done': done }),
      };
      return (
        (await states.updateOne({ _id, 'applying.holder': holder }, { $set: set })).matchedCount ===
        1
      );
    },

    /** It broke off: anybody may take over at once. */
    giveUp: async (holder: string): Promise<void> => {
      const set = { 'applying.until': new Date(0) };
      await states.updateOne({ _id, 'applying.holder': holder }, { $set: set });
    },

    /** The import is done; the roster is at its next revision. */
    finish: async (holder: string): Promise<void> => {
      await states.updateOne(
        { _id, 'applying.holder': holder },
        { $set: { applying: null }, $inc: { revision: 1 } },
      );
    },

    /** May this process look into the folder, for so long? One does at a time. */
    takeFolder: async (holder: string, ms: number): Promise<boolean> => {
      await ensure();
      const now = new Date();
      const free = {
        _id,
        $or: [{ picker: null }, { 'picker.until': { $lt: now } }, { 'picker.holder': holder }],
      };
      const picker = { holder, until: new Date(now.getTime() + ms) };
      return (await states.updateOne(free, { $set: { picker } })).matchedCount === 1;
    },
  };
};

export type RosterTurnStore = ReturnType<typeof createRosterTurnStore>;
