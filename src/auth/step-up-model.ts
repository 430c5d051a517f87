import { Schema, type Connection } from 'mongoose';

/** What a person may do once after identifying themselves anew. */
export type StepUpPurpose = 'reset';

/** By what they did it: an identity provider, or a code from somebody who has made sure who they are. */
export type StepUpMeans = 'bankid' | 'code';

/** A fresh identification, good for one purpose in one session. */
export interface StepUp {
  employeeId: string;
  sessionKey: string;
  purpose: StepUpPurpose;
  by: StepUpMeans;
  createdAt: Date;
  usedAt: Date | null;
}

const keptSeconds = 60 * 60;

const schema = new Schema<StepUp>(
  {
    employeeId: { type: String, required: true },
    sessionKey: { type: String, required: true },
    purpose: { type: String, required: true },
    by: { type: String, default: 'bankid' },
    createdAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
  },
  { collection: 'step-ups', versionKey: false },
);
schema.index({ sessionKey: 1 });
schema.index({ createdAt: 1 }, { expireAfterSeconds: keptSeconds });

export const stepUpModel = (connection: Connection) => connection.model<StepUp>('StepUp', schema);
