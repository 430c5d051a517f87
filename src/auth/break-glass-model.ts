import { Schema, type Connection } from 'mongoose';

/** A code that lies sealed somewhere, for one named person of IT, good for one sign-in. */
export interface BreakGlassCode {
  /** The code's first group, by which it is found. */
  _id: string;
  employeeId: string;
  /** Argon2id of the other groups. */
  hash: string;
  sealedAt: Date;
  usedAt: Date | null;
  revokedAt: Date | null;
}

const schema = new Schema<BreakGlassCode>(
  {
    _id: { type: String, required: true },
    employeeId: { type: String, required: true },
    hash: { type: String, required: true },
    sealedAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
    revokedAt: { type: Date, default: null },
  },
  { collection: 'break-glass-codes', versionKey: false },
);

export const breakGlassModel = (connection: Connection) =>
  connection.model<BreakGlassCode>('BreakGlassCode', schema);
