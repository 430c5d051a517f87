import { Schema, type Connection, type Types } from 'mongoose';

/** A person's test before the pages of a module: once for each content version and cycle. */
export interface PreTestRecord {
  _id: Types.ObjectId;
  employeeId: Types.ObjectId;
  module: string;
  contentVersion: string;
  cycle: number;
  questions: { id: string; options: string[] }[];
  answeredAt: Date | null;
  right?: number;
  passed?: boolean;
}

const drawn = new Schema(
  { id: { type: String, required: true }, options: [String] },
  { _id: false, id: false },
);

const schema = new Schema<PreTestRecord>(
  {
    employeeId: { type: Schema.Types.ObjectId, required: true },
    module: { type: String, required: true },
    contentVersion: { type: String, required: true },
    cycle: { type: Number, required: true },
    questions: [drawn],
    answeredAt: { type: Date, default: null },
    right: Number,
    passed: Boolean,
  },
  { collection: 'pre-tests', versionKey: false },
);
schema.index({ employeeId: 1, module: 1, contentVersion: 1, cycle: 1 }, { unique: true });

export const preTestModel = (connection: Connection) =>
  connection.model<PreTestRecord>('PreTest', schema);
