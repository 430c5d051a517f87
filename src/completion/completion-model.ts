import { Schema, type Connection, type Types } from 'mongoose';
import type { Language } from '../platform/i18n.ts';

/** That a person has done a module. Only ever added. */
export interface CompletionRecord {
  _id: Types.ObjectId;
  employeeId: Types.ObjectId;
  module: string;
  contentVersion: string;
  cycle: number;
  language: Language;
  /** Per cent right, 0–100. */
  score: number;
  at: Date;
  how: 'portal';
  attemptId: Types.ObjectId;
}

const schema = new Schema<CompletionRecord>(
  {
    employeeId: { type: Schema.Types.ObjectId, required: true },
    module: { type: String, required: true },
    contentVersion: { type: String, required: true },
    cycle: { type: Number, required: true },
    language: { type: String, required: true },
    score: { type: Number, required: true },
    at: { type: Date, required: true },
    how: { type: String, enum: ['portal'], required: true },
    attemptId: { type: Schema.Types.ObjectId, required: true },
  },
  { collection: 'completions', versionKey: false },
);
schema.index({ employeeId: 1, module: 1, contentVersion: 1, cycle: 1 }, { unique: true });

export const completionModel = (connection: Connection) =>
  connection.model<CompletionRecord>('Completion', schema);
