import { Schema, type Connection } from 'mongoose';
import type { Day } from '../platform/swedish-day.ts';

/** What came of a run, in people. */
export interface RunResult {
  queued: number;
  /** Had one since the last run, or today. */
  already: number;
  /** Asked for, and had nothing left when it ran. */
  done: number;
  /** Have no mail address; counted in `queued` too, since it is noted on them. */
  withoutAddress: number;
}

/** One time that reminders were sent: by the rules, once a day, or because somebody asked. */
export interface ReminderRunRecord {
  /** `day:2026-11-30` by the rules; else any. */
  _id: string;
  kind: 'rules' | 'asked';
  /** Who asked; null by the rules. */
  by: string | null;
  /** Those who were asked for; null by the rules. */
  people: string[] | null;
  /** The unit and status that were asked for, in words of the address. */
  unit: string | null;
  status: string | null;
  state: 'waiting' | 'done' | 'dropped';
  askedAt: Date;
  /** Set when it begins: whoever has had one after this day is left out. */
  since: Day | null;
  /** Of a run by the rules: its day. */
  day: Day | null;
  holder: string | null;
  heldUntil: Date;
  endedAt: Date | null;
  result: RunResult;
}

const text = { type: String, default: null };
const count = { type: Number, default: 0 };

const schema = new Schema<ReminderRunRecord>(
  {
    _id: { type: String, required: true },
    kind: { type: String, enum: ['rules', 'asked'], required: true },
    by: text,
    people: { type: [String], default: null },
    unit: text,
    status: text,
    state: { type: String, enum: ['waiting', 'done', 'dropped'], required: true },
    askedAt: { type: Date, required: true },
    since: text,
    day: text,
    holder: text,
    heldUntil: { type: Date, required: true },
    endedAt: { type: Date, default: null },
    result: {
      type: { queued: count, already: count, done: count, withoutAddress: count },
      _id: false,
      default: () => ({}),
    },
  },
  { collection: 'reminder-runs', versionKey: false },
);
schema.index({ state: 1, heldUntil: 1 });
schema.index({ kind: 1, state: 1, day: -1 });
schema.index({ askedAt: -1 });
schema.index({ by: 1, askedAt: -1 });

export const reminderRunModel = (connection: Connection) =>
  connection.model<ReminderRunRecord>('ReminderRun', schema);
