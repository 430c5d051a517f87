import { Schema, type Connection } from 'mongoose';

/** An import that is being carried out, by whom, and until when its process has it for itself. */
export interface Applying {
  importId: string;
  at: Date;
  by: string | null;
  holder: string;
  until: Date;
  done: number;
  total: number;
}

/** The one document that decides whose turn it is to change the roster. */
export interface RosterStateRecord {
  _id: 'roster';
  /** Goes up by one with each import that is done. */
  revision: number;
  applying: Applying | null;
  /** Which process looks into the folder, and until when. */
  picker: { holder: string; until: Date } | null;
}

const schema = new Schema<RosterStateRecord>(
  {
    _id: { type: String, required: true },
    revision: { type: Number, default: 0 },
    applying: { type: Object, default: null },
    picker: { type: Object, default: null },
  },
  { collection: 'roster-state', versionKey: false, minimize: false },
);

export const rosterStateModel = (connection: Connection) =>
  connection.model<RosterStateRecord>('RosterState', schema);
