import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { aheadOf } from './code-times.ts';
import { vouchModel, type Vouch } from './vouch-model.ts';

/** How long the first colleague's word waits for the second's. */
const vouchMinutes = 60;

export const vouchEnds = (firstAt: Date): Date =>
  new Date(firstAt.getTime() + vouchMinutes * 60_000);

/** A word from the future was given by a clock that was set back since. */
const inTime = () => {
  const now = new Date();
  return { $gt: new Date(now.getTime() - vouchMinutes * 60_000), $lt: aheadOf(now) };
};

export const createVouchStore = (connection: Connection) => {
  const vouches = vouchModel(connection);
  return {
    /** The first colleague's word, while it holds. */
    open: (personId: string): Promise<Vouch | null> =>
      vouches.findOne({ _id: personId, firstAt: inTime() }).lean<Vouch>(),
    /** Gives the first word; false when somebody else's holds. Decided by the unique key. */
    begin: async (personId: string, by: string): Promise<boolean> => {
      const fresh = { firstBy: by, firstAt: new Date(), secondBy: null };
      const old = { _id: personId, firstAt: { $not: inTime() } };
      try {
        await vouches.updateOne(old, { $set: fresh }, { upsert: true });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    /** Gives the second word on that first one; true for one colleague only, also when they ask again. */
    complete: async ({ _id, firstBy, firstAt }: Vouch, by: string): Promise<boolean> => {
      const mine = { _id, firstBy, firstAt, secondBy: { $in: [null, by] } };
      return (await vouches.findOneAndUpdate(mine, { secondBy: by }).lean()) !== null;
    },
    /** It has led to a code, or must not. */
    end: async (personId: string): Promise<void> => {
      await vouches.deleteOne({ _id: personId });
    },
    /** Removes those about these people; may be done anew. */
    forget: async (employeeIds: readonly string[]): Promise<void> => {
      await vouches.deleteMany({ _id: { $in: [...employeeIds] } });
    },
  };
};

export type VouchStore = ReturnType<typeof createVouchStore>;
