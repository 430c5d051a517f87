import { Schema, type Connection } from 'mongoose';
import { sheetDays } from './code-times.ts';

/** A printed sheet of codes for signing in together with the password. One per person: a new one replaces it. */
export interface CodeSheet {
  /** The employee's id. */
  _id: string;
  /** Names this sheet among those that the person has had. */
  sheet: string;
  /** Each is found by its first sign; the others are kept as Argon2id. */
  codes: { sign: string; hash: string }[];
  /** The signs of those that have been used. */
  used: string[];
  /** How often a right code came with a wrong password since one last came with the right one. */
  wrongPasswords: number;
  madeBy: string;
  madeAt: Date;
}

const schema = new Schema<CodeSheet>(
  {
    _id: { type: String, required: true },
    sheet: { type: String, required: true },
    codes: [{ _id: false, sign: String, hash: String }],
    used: [String],
    wrongPasswords: { type: Number, default: 0 },
    madeBy: { type: String, required: true },
    madeAt: { type: Date, required: true },
  },
  { collection: 'code-sheets', versionKey: false },
);

schema.index({ madeAt: 1 }, { expireAfterSeconds: sheetDays * 24 * 60 * 60 });

export const codeSheetModel = (connection: Connection) =>
  connection.model<CodeSheet>('CodeSheet', schema);
