import { Schema, type Connection } from 'mongoose';
import type { ReminderText, TextKind } from './reminder-text.ts';

/** One version of a text that HR has written; `_id` is its kind and version. */
export interface ReminderTextRecord extends ReminderText {
  _id: string;
  kind: TextKind;
  /** From 1; the unique id keeps two from following the same one. */
  version: number;
  by: string;
  at: Date;
}

const words = {
  type: { subject: { type: String, required: true }, text: { type: String, required: true } },
  _id: false,
  required: true,
};

const schema = new Schema<ReminderTextRecord>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    version: { type: Number, required: true },
    sv: words,
    en: words,
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'reminder-texts', versionKey: false },
);
schema.index({ kind: 1, version: -1 });

export const reminderTextModel = (connection: Connection) =>
  connection.model<ReminderTextRecord>('ReminderText', schema);
