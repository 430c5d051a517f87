import { Schema, type Connection } from 'mongoose';

/** How a code reaches the person: read out over the phone, on paper in the hand, or by two who vouch. */
export type CodeWay = 'phone' | 'paper' | 'vouched';

/** A code that signs one person in once. One document per person: a new code replaces the old. */
export interface SignInCode {
  /** The employee's id. */
  _id: string;
  /** Names this code among those that the person has had. */
  issue: string;
  /** Argon2id of its 80 bits. */
  hash: string;
  issuedBy: string;
  way: CodeWay;
  issuedAt: Date;
  /** Null while it waits for somebody else's approval. */
  approvedAt: Date | null;
  /** Of a vouched code: not before this. */
  worksFrom: Date | null;
  /** Hashes of the words that stop it: those of the vouched codes that it replaced stop it too. */
  stopHashes: string[];
  /** After this it is worthless; while it waits, so is the request. */
  expiresAt: Date;
  tries: number;
  usedAt: Date | null;
  revokedAt: Date | null;
}

const date = { type: Date, default: null };

const schema = new Schema<SignInCode>(
  {
    _id: { type: String, required: true },
    issue: { type: String, required: true },
    hash: { type: String, required: true },
    issuedBy: { type: String, required: true },
    way: { type: String, enum: ['phone', 'paper', 'vouched'], required: true },
    issuedAt: { type: Date, required: true },
    approvedAt: date,
    worksFrom: date,
    stopHashes: [String],
    expiresAt: { type: Date, required: true },
    tries: { type: Number, default: 0 },
    usedAt: date,
    revokedAt: date,
  },
  { collection: 'sign-in-codes', versionKey: false },
);
schema.index({ stopHashes: 1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 24 * 60 * 60 });

export const signInCodeModel = (connection: Connection) =>
  connection.model<SignInCode>('SignInCode', schema);
