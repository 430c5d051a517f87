import { Schema, type Connection, type Types } from 'mongoose';
import type { Language } from '../platform/i18n.ts';

/** One try at a module's check: what was drawn and, once, what was answered. */
export interface AttemptRecord {
  _id: Types.ObjectId;
  employeeId: Types.ObjectId;
  module: string;
  contentVersion: string;
  cycle: number;
  /** 1 for the first try; each has the next, so that two tabs cannot both draw. */
  number: number;
  questions: { id: string; options: string[]; chosen?: string | undefined }[];
  drawnAt: Date;
  answeredAt: Date | null;
  language?: Language;
  right?: number;
  passed?: boolean;
  /** Stands from a pass until the completion, the standing's mark and the audit are written. */
  unsettled?: boolean;
}

const drawn = new Schema(
  { id: { type: String, required: true }, options: [String], chosen: String },
  { _id: false, id: false },
);

const schema = new Schema<AttemptRecord>(
  {
    employeeId: { type: Schema.Types.ObjectId, required: true },
    module: { type: String, required: true },
    contentVersion: { type: String, required: true },
    cycle: { type: Number, required: true },
    number: { type: Number, required: true },
    questions: [drawn],
    drawnAt: { type: Date, required: true },
    answeredAt: { type: Date, default: null },
    language: String,
    right: Number,
    passed: Boolean,
    unsettled: Boolean,
  },
  { collection: 'attempts', versionKey: false },
);
schema.index(
  { employeeId: 1, module: 1, contentVersion: 1, cycle: 1, number: 1 },
  { unique: true },
);
schema.index({ unsettled: 1 }, { sparse: true });

export const attemptModel = (connection: Connection) =>
  connection.model<AttemptRecord>('Attempt', schema);
