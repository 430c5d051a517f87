import { Schema, type Connection } from 'mongoose';

/** Two colleagues who say that a person is who they are. One document per person. */
export interface Vouch {
  /** The id of whom it is about. */
  _id: string;
  firstBy: string;
  firstAt: Date;
  /** Set by one write: of several who come second, one does. */
  secondBy: string | null;
}

const keptSeconds = 24 * 60 * 60;

const schema = new Schema<Vouch>(
  {
    _id: { type: String, required: true },
    firstBy: { type: String, required: true },
    firstAt: { type: Date, required: true },
    secondBy: { type: String, default: null },
  },
  { collection: 'vouches', versionKey: false },
);
schema.index({ firstAt: 1 }, { expireAfterSeconds: keptSeconds });

export const vouchModel = (connection: Connection) => connection.model<Vouch>('Vouch', schema);
