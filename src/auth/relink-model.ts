import { Schema, type Connection } from 'mongoose';

/**
 * Somebody came with a new personal number, and the identity provider said which they had before. It
 * waits here until IT has decided. Both numbers are look-up keys; nothing else of them is stored.
 */
export interface RelinkRecord {
  employeeId: string;
  fromKey: string;
  toKey: string;
  provider: string;
  askedAt: Date;
}

/** A wait that nobody ends is forgotten; the person asks again by signing in. */
const keptSeconds = 30 * 24 * 60 * 60;

const schema = new Schema<RelinkRecord>(
  {
    employeeId: { type: String, required: true },
    fromKey: { type: String, required: true },
    toKey: { type: String, required: true },
    provider: { type: String, required: true },
    askedAt: { type: Date, required: true },
  },
  { collection: 'relinks', versionKey: false },
);
schema.index({ employeeId: 1, toKey: 1 }, { unique: true });
schema.index({ askedAt: 1 }, { expireAfterSeconds: keptSeconds });

export const relinkModel = (connection: Connection) =>
  connection.model<RelinkRecord>('Relink', schema);
