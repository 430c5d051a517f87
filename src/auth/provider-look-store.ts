import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { providerLookModel, type ProviderLook } from './provider-look-model.ts';

/** Keeps what was found of each identity provider, so that several processes look once and agree. */
export const createProviderLookStore = (connection: Connection) => {
  const looks = providerLookModel(connection);
  return {
    /**
     * The provider as it was found before, for the one process whose turn it is; null for the others.
     *
     * @param until when the next look is due if this one never ends.
     */
    claim: async (id: string, now: Date, until: Date): Promise<ProviderLook | null> => {
      try {
        return await looks
          .findOneAndUpdate(
            { _id: id, dueAt: { $lte: now } },
            { $set: { dueAt: until } },
            { upsert: true, returnDocument: 'after', setDefaultsOnInsert: true },
          )
          .lean<ProviderLook>();
      } catch (error) {
        // It is there and not due: the insert met its _id.
        if (isDuplicateKey(error)) return null;
        throw error;
      }
    },
    record: async ({ _id, ...found }: ProviderLook): Promise<void> => {
      await looks.updateOne({ _id }, { $set: found });
    },
    all: (): Promise<ProviderLook[]> => looks.find({}).lean<ProviderLook[]>(),
  };
};
