import { Schema, type Connection, type Types } from 'mongoose';

/** A choice of people that somebody wants to come back to. */
export interface SavedViewRecord {
  _id: Types.ObjectId;
  /** Whose it is: an employee's id. Nobody else sees it. */
  owner: string;
  name: string;
  /** The end of the list's address, '' for everybody; a name that is searched for is sealed in it. */
  query: string;
}

const schema = new Schema<SavedViewRecord>(
  {
    owner: { type: String, required: true },
    name: { type: String, required: true },
    query: { type: String, default: '' },
  },
  { collection: 'saved-views', versionKey: false },
);
schema.index({ owner: 1, name: 1 }, { unique: true });

export const savedViewModel = (connection: Connection) =>
  connection.model<SavedViewRecord>('SavedView', schema);
