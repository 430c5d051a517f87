import { Schema, type Connection, type Types } from 'mongoose';
import type { Language } from '../platform/i18n.ts';

export const paperMethods = ['sheet', 'group', 'oral'] as const;
export type PaperMethod = (typeof paperMethods)[number];

/** How a module was done without the portal, and who answers for it. */
interface PaperProof {
  method: PaperMethod;
  /** Who saw it, by name. */
  witness: string;
  /** Who entered it, and when. */
  by: Types.ObjectId;
  enteredAt: Date;
}

/** That a person has done a module. Only ever added. */
export interface CompletionRecord {
  _id: Types.ObjectId;
  employeeId: Types.ObjectId;
  module: string;
  contentVersion: string;
  cycle: number;
  /** These three are not known of what was done on paper. */
  language?: Language;
  /** Per cent right, 0–100. */
  score?: number;
  attemptId?: Types.ObjectId;
  at: Date;
  how: 'portal' | 'paper';
  paper?: PaperProof;
  /** Of one on paper: stands until what follows from it is written. */
  unsettled?: boolean;
}

const paperSchema = new Schema<PaperProof>(
  {
    method: { type: String, enum: paperMethods, required: true },
    witness: { type: String, required: true },
    by: { type: Schema.Types.ObjectId, required: true },
    enteredAt: { type: Date, required: true },
  },
  { _id: false },
);

const schema = new Schema<CompletionRecord>(
  {
    employeeId: { type: Schema.Types.ObjectId, required: true },
    module: { type: String, required: true },
    contentVersion: { type: String, required: true },
    cycle: { type: Number, required: true },
    language: String,
    score: Number,
    attemptId: { type: Schema.Types.ObjectId },
    at: { type: Date, required: true },
    how: { type: String, enum: ['portal', 'paper'], required: true },
    paper: { type: paperSchema, default: undefined },
    unsettled: Boolean,
  },
  { collection: 'completions', versionKey: false },
);
schema.index({ unsettled: 1 }, { sparse: true });
schema.index({ employeeId: 1, module: 1, contentVersion: 1, cycle: 1 }, { unique: true });

export const completionModel = (connection: Connection) =>
  connection.model<CompletionRecord>('Completion', schema);
