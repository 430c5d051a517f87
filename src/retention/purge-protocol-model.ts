import { Schema, type Connection, type Types } from 'mongoose';
import { leaverClasses, type LeaverClass } from '../employees/index.ts';

/** What one class came to in a purge. */
export interface PurgedClass {
  kind: LeaverClass;
  /** Days after somebody left that it was kept. */
  days: number;
  /** Who left before this. */
  before: Date;
  /** From how many people it was taken; null until that is done. */
  people: number | null;
}

/** The protocol of a purge: what was taken away, by which rule and on whose word. */
export interface PurgeProtocolRecord {
  _id: Types.ObjectId;
  at: Date;
  /** Who asked for it; null for the command on the server. */
  by: string | null;
  /** The decision it rests on, as the settings name it. */
  decision: string;
  classes: PurgedClass[];
  /** Null while it goes on, or was broken off. */
  endedAt: Date | null;
}

const purgedClass = new Schema<PurgedClass>(
  {
    kind: { type: String, enum: leaverClasses, required: true },
    days: { type: Number, required: true },
    before: { type: Date, required: true },
    people: { type: Number, default: null },
  },
  { _id: false },
);

const schema = new Schema<PurgeProtocolRecord>(
  {
    at: { type: Date, required: true },
    by: { type: String, default: null },
    decision: { type: String, default: '' },
    classes: [purgedClass],
    endedAt: { type: Date, default: null },
  },
  { collection: 'purge-protocols', versionKey: false },
);

export const purgeProtocolModel = (connection: Connection) =>
  connection.model<PurgeProtocolRecord>('PurgeProtocol', schema);
