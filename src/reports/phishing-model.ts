import { Schema, type Connection } from 'mongoose';

/** Simulated phishing of one month, as whoever runs it counts it; about nobody in particular. */
export interface PhishingRecord {
  /** The month, as 2026-11. */
  _id: string;
  sent: number;
  reported: number;
  clicked: number;
}

const schema = new Schema<PhishingRecord>(
  {
    _id: { type: String, required: true },
    sent: { type: Number, required: true },
    reported: { type: Number, required: true },
    clicked: { type: Number, required: true },
  },
  { collection: 'phishingMonths', versionKey: false },
);

export const phishingModel = (connection: Connection) =>
  connection.model<PhishingRecord>('PhishingMonth', schema);
