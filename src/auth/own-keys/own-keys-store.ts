import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../../platform/duplicate-key.ts';
import { ownKeysModel } from './own-keys-model.ts';

/** Remembers which of our own keys the portals have taken up. */
export const createOwnKeysStore = (connection: Connection) => {
  const seen = ownKeysModel(connection);
  return {
    /** True for the one process that first brings this list. */
    firstSeen: async (listing: string): Promise<boolean> => {
      const digest = createHash('sha256').update(listing).digest('base64url');
      const others = { _id: 'own' as const, digest: { $ne: digest } };
      try {
        const set = { $set: { digest, seenAt: new Date() } };
        const { matchedCount, upsertedCount } = await seen.updateOne(others, set, { upsert: true });
        return matchedCount + upsertedCount > 0;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
};
