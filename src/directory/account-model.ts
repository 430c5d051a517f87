import { Schema, type Connection, type Types } from 'mongoose';

/** One login of the built-in directory. */
export interface AccountDocument {
  _id: Types.ObjectId;
  login: string;
  employeeNumbers: string[];
  disabled: boolean;
  /** PHC strings, the newest first: the present password and those that may not come back. */
  hashes: string[];
  passwordSetAt: Date | null;
  /** A campaign has asked for a new password since. */
  mustChange: boolean;
  /** Raised by each change: two at once cannot both build on the same history. */
  revision: number;
  failedTries: number;
  lastTryAt: Date | null;
}

const schema = new Schema<AccountDocument>(
  {
    login: { type: String, required: true, unique: true },
    employeeNumbers: { type: [String], index: true },
    disabled: { type: Boolean, default: false },
    hashes: [String],
    passwordSetAt: { type: Date, default: null },
    mustChange: { type: Boolean, default: false },
    revision: { type: Number, default: 0 },
    failedTries: { type: Number, default: 0 },
    lastTryAt: { type: Date, default: null },
  },
  { collection: 'directory-accounts', versionKey: false },
);

schema.index({ passwordSetAt: 1 });

export const accountModel = (connection: Connection) =>
  connection.model<AccountDocument>('DirectoryAccount', schema);
