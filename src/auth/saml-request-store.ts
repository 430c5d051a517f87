import type { Connection } from 'mongoose';
import { samlRequestModel, type SamlRequest } from './saml-request-model.ts';

export const createSamlRequestStore = (connection: Connection) => {
  const requests = samlRequestModel(connection);
  return {
    open: async (request: SamlRequest): Promise<void> => {
      await requests.create(request);
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
