import type { Connection } from 'mongoose';
import { breakGlassModel, type BreakGlassCode } from './break-glass-model.ts';

const unspent = (id: string) => ({ _id: id, usedAt: null, revokedAt: null });

/** The sealed codes; a spent one stays, so that the list tells what became of it. */
export const createBreakGlassStore = (connection: Connection) => {
  const codes = breakGlassModel(connection);
  return {
    /** @throws the store's duplicate key error when another code begins the same way. */
    seal: async (code: Pick<BreakGlassCode, '_id' | 'employeeId' | 'hash'>): Promise<void> => {
      await codes.create({ ...code, sealedAt: new Date() });
    },
    /** A code that has been neither used nor revoked. */
    findUnspent: (id: string): Promise<BreakGlassCode | null> =>
      codes.findOne(unspent(id)).lean<BreakGlassCode>(),
    /** Uses it up; true for one caller only, however many ask at once. */
    use: async (id: string): Promise<boolean> =>
      (await codes.findOneAndUpdate(unspent(id), { usedAt: new Date() }).lean()) !== null,
    /** The code, if it could still have been used. */
    revoke: async (id: string): Promise<BreakGlassCode | null> =>
      codes.findOneAndUpdate(unspent(id), { revokedAt: new Date() }).lean<BreakGlassCode>(),
    /** The newest first. */
    all: (): Promise<BreakGlassCode[]> =>
      codes.find({}).sort({ sealedAt: -1 }).lean<BreakGlassCode[]>(),
  };
};

export type BreakGlassStore = ReturnType<typeof createBreakGlassStore>;
