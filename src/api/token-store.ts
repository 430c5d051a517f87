import { Types, type Connection } from 'mongoose';
import { tokenModel, type TokenRecord } from './token-model.ts';

export type Token = Omit<TokenRecord, '_id' | 'hash' | 'by'> & { id: string; by: string };
export type NewToken = Pick<Token, 'prefix' | 'name' | 'scopes' | 'expiresOn' | 'by'>;

const toToken = (record: TokenRecord): Token => {
  const { prefix, name, scopes, expiresOn, createdAt, revokedAt, lastUsedOn } = record;
  const said = { prefix, name, scopes, expiresOn, createdAt, revokedAt, lastUsedOn };
  return { id: record._id.toHexString(), by: String(record.by), ...said };
};

/** The tokens of the read API, found by their hash. */
export const createTokenStore = (connection: Connection) => {
  const tokens = tokenModel(connection);
  return {
    add: async (hash: string, token: NewToken): Promise<Token> =>
      toToken((await tokens.create({ ...token, hash, createdAt: new Date() })).toObject()),

    findByHash: async (hash: string): Promise<Token | null> => {
      const record = await tokens.findOne({ hash }).lean<TokenRecord>();
      return record && toToken(record);
    },

    /** The newest first, those that are no longer good among them. */
    all: async (): Promise<Token[]> =>
      (await tokens.find().sort({ _id: -1 }).lean<TokenRecord[]>()).map(toToken),

    /** False when there is none, or it was revoked before. */
    revoke: async (id: string): Promise<boolean> => {
      if (!/^[0-9a-f]{24}$/.test(id)) return false;
      const good = { _id: new Types.ObjectId(id), revokedAt: null };
      const done = await tokens.updateOne(good, { $set: { revokedAt: new Date() } });
      return done.modifiedCount === 1;
    },

    markUsed: async (id: string, day: string): Promise<void> => {
      await tokens.updateOne({ _id: new Types.ObjectId(id) }, { $set: { lastUsedOn: day } });
    },
  };
};

export type TokenStore = ReturnType<typeof createTokenStore>;
