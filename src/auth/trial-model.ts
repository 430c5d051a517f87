import { Schema, type Connection } from 'mongoose';
import type { AnswerSeen } from './describe-answer.ts';
import type { RefusalCode } from './saml-refusal.ts';

/** What came of a sign-in that was tried only. It holds no value of an attribute. */
export interface Trial {
  /** The request's ID. */
  _id: string;
  /** Who tried, and alone sees it. */
  employeeId: string;
  provider: string;
  /** Why it would not have signed anybody in; null when it would have. */
  code: RefusalCode | null;
  seen: AnswerSeen;
  at: Date;
}

const keptSeconds = 60 * 60;

const schema = new Schema<Trial>(
  {
    _id: { type: String, required: true },
    employeeId: { type: String, required: true },
    provider: { type: String, required: true },
    code: { type: String, default: null },
    seen: { type: Object, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'sign-in-trials', versionKey: false, minimize: false },
);
schema.index({ at: 1 }, { expireAfterSeconds: keptSeconds });

export const trialModel = (connection: Connection) => connection.model<Trial>('Trial', schema);
