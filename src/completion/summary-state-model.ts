import { Schema, type Connection } from 'mongoose';

/** For which course the employees' summaries were last counted. One document. */
export interface SummaryStateRecord {
  _id: 'course';
  fingerprint: string;
}

const schema = new Schema<SummaryStateRecord>(
  {
    _id: { type: String, required: true },
    fingerprint: { type: String, required: true },
  },
  { collection: 'summary-state', versionKey: false },
);

export const summaryStateModel = (connection: Connection) =>
  connection.model<SummaryStateRecord>('SummaryState', schema);
