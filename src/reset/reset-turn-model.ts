import { Schema, type Connection } from 'mongoose';

/** Whose turn it is to change one person's password; `_id` is the person. */
export interface ResetTurnDocument {
  _id: string;
  holder: string;
  until: Date;
}

const schema = new Schema<ResetTurnDocument>(
  {
    _id: { type: String, required: true },
    holder: { type: String, required: true },
    until: { type: Date, required: true, expires: 0 },
  },
  { collection: 'reset-turns', versionKey: false },
);

export const resetTurnModel = (connection: Connection) =>
  connection.model<ResetTurnDocument>('ResetTurn', schema);
