import { Schema, type Connection } from 'mongoose';

/** A process that does campaigns' work, and when it was last heard of, by the store's clock. */
export interface WorkerRecord {
  _id: string;
  aliveAt: Date;
}

const schema = new Schema<WorkerRecord>(
  {
    _id: { type: String, required: true },
    // Whoever is not heard of for a day is of no more interest.
    aliveAt: { type: Date, required: true, expires: 24 * 60 * 60 },
  },
  { collection: 'campaign-workers', versionKey: false },
);

export const workerModel = (connection: Connection) =>
  connection.model<WorkerRecord>('CampaignWorker', schema);
