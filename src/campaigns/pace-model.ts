import { Schema, type Connection } from 'mongoose';

/** When the next write may be made, by all processes together. */
export interface PaceRecord {
  _id: 'directory';
  nextAt: Date;
}

const schema = new Schema<PaceRecord>(
  { _id: { type: String, required: true }, nextAt: { type: Date, required: true } },
  { collection: 'campaign-pace', versionKey: false },
);

export const paceModel = (connection: Connection) =>
  connection.model<PaceRecord>('CampaignPace', schema);
