import type { Connection } from 'mongoose';
import { samlRequestModel, type SamlRequest } from './saml-request-model.ts';
import { requestLifetimeMs } from './saml-settings.ts';

export const createSamlRequestStore = (connection: Connection) => {
  const requests = samlRequestModel(connection);
  return {
    open: async (request: SamlRequest): Promise<void> => {
      await requests.create(request);
    },
    /** Has this browser asked for an answer that can still come? */
    awaits: async (browserHash: string): Promise<boolean> => {
      const createdAt = { $gt: new Date(Date.now() - requestLifetimeMs) };
      return (await requests.exists({ browserHash, createdAt, usedAt: null })) !== null;
    },
    find: (id: string): Promise<SamlRequest | null> => requests.findById(id).lean<SamlRequest>(),
    /** True for one caller only, however many ask at once. */
    consume: async (id: string): Promise<boolean> => {
      const unused = { _id: id, usedAt: null };
      return (await requests.findOneAndUpdate(unused, { usedAt: new Date() }).lean()) !== null;
    },
  };
};

export type SamlRequestStore = ReturnType<typeof createSamlRequestStore>;
