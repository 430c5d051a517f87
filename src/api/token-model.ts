import { Schema, type Connection, type Types } from 'mongoose';
import { apiScopes, type ApiScope } from './api-schemas.ts';

/** A token of the read API as stored; the token itself is shown once and kept nowhere. */
export interface TokenRecord {
  _id: Types.ObjectId;
  /** SHA-256 of the token, in hex: it is 256 random bits, so that nothing slower is needed. */
  hash: string;
  /** How it begins, to know it by. */
  prefix: string;
  /** What it is for, in HR's words. */
  name: string;
  scopes: ApiScope[];
  /** The last day on which it is good. */
  expiresOn: string;
  createdAt: Date;
  by: Types.ObjectId;
  revokedAt: Date | null;
  lastUsedOn: string | null;
}

const schema = new Schema<TokenRecord>(
  {
    hash: { type: String, required: true },
    prefix: { type: String, required: true },
    name: { type: String, required: true },
    scopes: { type: [String], enum: apiScopes },
    expiresOn: { type: String, required: true },
    createdAt: { type: Date, required: true },
    by: { type: Schema.Types.ObjectId, required: true },
    revokedAt: { type: Date, default: null },
    lastUsedOn: { type: String, default: null },
  },
  { collection: 'api-tokens', versionKey: false },
);
schema.index({ hash: 1 }, { unique: true });

export const tokenModel = (connection: Connection) =>
  connection.model<TokenRecord>('ApiToken', schema);
