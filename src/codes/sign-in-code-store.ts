import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { aheadOf } from './code-times.ts';
import { signInCodeModel, type SignInCode } from './sign-in-code-model.ts';

/** So many codes may be tried on one that was given. */
const mostTries = 5;

type NewCode = Omit<SignInCode, 'tries' | 'usedAt' | 'revokedAt' | 'worksFrom' | 'stopHashes'>;

interface NewVouchedCode extends NewCode {
  worksFrom: Date;
  /** Stops this code, and whatever vouched code comes after it. */
  stopHash: string;
}

const fresh = { tries: 0, usedAt: null, revokedAt: null };

/** A vouched code that somebody has stopped: known for a day. */
const stopped = { way: 'vouched' as const, revokedAt: { $ne: null } };

/** A code from the future was given by a clock that was set back since: nobody knows how old it is. */
const unspent = () => ({
  usedAt: null,
  revokedAt: null,
  expiresAt: { $gt: new Date() },
  issuedAt: { $lt: aheadOf(new Date()) },
});

/** The codes that were given to people without BankID. Every change is one write of one document. */
export const createSignInCodeStore = (connection: Connection) => {
  const codes = signInCodeModel(connection);
  return {
    /** What the person had before is worth nothing from now on. */
    replace: async (code: NewCode): Promise<void> => {
      const { _id, ...rest } = code;
      const $set = { ...rest, ...fresh, worksFrom: null, stopHashes: [] };
      await codes.updateOne({ _id }, { $set }, { upsert: true });
    },
    /** The same for a vouched code; false when one was stopped: decided by the unique key. */
    replaceUnlessStopped: async (code: NewVouchedCode): Promise<boolean> => {
      const { _id, stopHash, ...rest } = code;
      const change = { $set: { ...rest, ...fresh }, $push: { stopHashes: stopHash } };
      try {
        await codes.updateOne({ _id, $nor: [stopped] }, change, { upsert: true });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    /** The code that the person can use now, or could once it is approved. */
    current: (employeeId: string): Promise<SignInCode | null> =>
      codes
        .findOne({ ...unspent(), _id: employeeId, tries: { $lt: mostTries } })
        .lean<SignInCode>(),
    /** The person's last code, whatever has become of it. */
    last: (employeeId: string): Promise<SignInCode | null> =>
      codes.findById(employeeId).lean<SignInCode>(),
    /** Counts a try before it is judged, so that many at once cannot outrun the limit. */
    takeTry: (employeeId: string): Promise<SignInCode | null> =>
      codes
        .findOneAndUpdate(
          { ...unspent(), _id: employeeId, tries: { $lt: mostTries } },
          { $inc: { tries: 1 } },
        )
        .lean<SignInCode>(),
    /** The code was right; that it cannot be used yet is no failure. */
    giveTryBack: async ({ _id, issue }: SignInCode): Promise<void> => {
      await codes.updateOne({ _id, issue }, { $inc: { tries: -1 } });
    },
    /** Uses it up; true for one caller only, however many ask at once. */
    use: async ({ _id, issue }: SignInCode): Promise<boolean> => {
      const found = { ...unspent(), _id, issue, approvedAt: { $ne: null } };
      return (await codes.findOneAndUpdate(found, { usedAt: new Date() }).lean()) !== null;
    },
    /** True when this very code waited, and the approver did not give it themself. */
    approve: async (
      { _id, issue }: Pick<SignInCode, '_id' | 'issue'>,
      approver: string,
      expiresAt: Date,
    ): Promise<boolean> => {
      const found = { ...unspent(), _id, issue, approvedAt: null, issuedBy: { $ne: approver } };
      const approved = { approvedAt: new Date(), expiresAt };
      return (await codes.findOneAndUpdate(found, approved).lean()) !== null;
    },
    /** True when it could still have been used. */
    revoke: async ({ _id, issue }: Pick<SignInCode, '_id' | 'issue'>): Promise<boolean> =>
      (await codes
        .findOneAndUpdate({ ...unspent(), _id, issue }, { revokedAt: new Date() })
        .lean()) !== null,
    /** Makes the code with this word worthless; null when it was so already. */
    stop: (stopHash: string): Promise<SignInCode | null> =>
      codes
        .findOneAndUpdate({ ...unspent(), stopHashes: stopHash }, { revokedAt: new Date() })
        .lean<SignInCode>(),
    /** Was the last code of the person a vouched one that somebody stopped? */
    wasStopped: async (employeeId: string): Promise<boolean> =>
      (await codes.exists({ _id: employeeId, ...stopped })) !== null,
    /** All that can be used, or wait; the newest first. */
    outstanding: (): Promise<SignInCode[]> =>
      codes
        .find({ ...unspent(), tries: { $lt: mostTries } })
        .sort({ issuedAt: -1 })
        .limit(200)
        .lean<SignInCode[]>(),
    /** Removes those of these people; may be done anew. */
    forget: async (employeeIds: readonly string[]): Promise<void> => {
      await codes.deleteMany({ _id: { $in: [...employeeIds] } });
    },
  };
};

export type SignInCodeStore = ReturnType<typeof createSignInCodeStore>;
