import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { usedAssertionModel } from './used-assertion-model.ts';

/** IDs are unique within their issuer only, and may be long. */
const keyOf = (issuer: string, id: string) =>
  createHash('sha256').update(`${issuer}\n${id}`).digest('base64url');

export const createUsedAssertionStore = (connection: Connection) => {
  const assertions = usedAssertionModel(connection);
  return {
    /** True the first time an assertion is seen, false ever after; decided by the unique key. */
    firstUse: async (issuer: string, id: string): Promise<boolean> => {
      try {
        await assertions.create({ _id: keyOf(issuer, id), usedAt: new Date() });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
};

export type UsedAssertionStore = ReturnType<typeof createUsedAssertionStore>;
