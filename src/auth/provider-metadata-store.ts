import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import type { IdpMetadata } from './idp-metadata.ts';
import type { MetadataSource } from './load-idp-metadata.ts';
import { providerMetadataModel } from './provider-metadata-model.ts';

const hashOf = (value: unknown) =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url');

const digestOf = (metadata: IdpMetadata) => hashOf({ ...metadata, validUntil: null });

/** Keeps the last good metadata of each identity provider. */
export const createProviderMetadataStore = (connection: Connection) => {
  const kept = providerMetadataModel(connection);
  return {
    /** What was last read from this very source. */
    find: async (id: string, source: MetadataSource): Promise<IdpMetadata | null> => {
      const found = await kept.findOne({ _id: id, from: hashOf(source) }).lean();
      return found?.metadata ?? null;
    },

    /** True for the one process that first brings something new. */
    keep: async (id: string, source: MetadataSource, metadata: IdpMetadata): Promise<boolean> => {
      const digest = digestOf(metadata);
      const full = { from: hashOf(source), digest, metadata, fetchedAt: new Date() };
      const again = await kept.updateOne({ _id: id, digest }, { $set: full });
      if (again.matchedCount > 0) return false;
      try {
        const other = { _id: id, digest: { $ne: digest } };
        const { matchedCount, upsertedCount } = await kept.updateOne(
          other,
          { $set: full },
          { upsert: true },
        );
        return matchedCount + upsertedCount > 0;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
};
