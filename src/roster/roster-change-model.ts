import { Schema, type Connection, type Types } from 'mongoose';
import type { AddedPerson, ChangedPerson, LeavingPerson, RowNote } from '../employees/index.ts';

/** What a plan says of a person or a row, by kind. No personal number stands in it, only its HMAC. */
export interface ChangeItems {
  added: AddedPerson;
  changed: ChangedPerson;
  leaving: LeavingPerson;
  rejected: RowNote;
  warning: RowNote;
}
export const changeKinds = ['added', 'changed', 'leaving', 'rejected', 'warning'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface RosterChangeRecord {
  importId: Types.ObjectId;
  kind: ChangeKind;
  /** In which order they are shown: people by name, rows by line. */
  place: number;
  item: ChangeItems[ChangeKind];
  expiresAt: Date;
}

const schema = new Schema<RosterChangeRecord>(
  {
    importId: { type: Schema.Types.ObjectId, required: true },
    kind: { type: String, enum: changeKinds, required: true },
    place: { type: Number, required: true },
    item: { type: Object, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'roster-changes', versionKey: false, minimize: false },
);
schema.index({ importId: 1, kind: 1, place: 1 }, { unique: true });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const rosterChangeModel = (connection: Connection) =>
  connection.model<RosterChangeRecord>('RosterChange', schema);
