import { Schema, type Connection } from 'mongoose';

/** An organisational unit as stored. `_id` follows from its names: see unit-tree.ts. */
export interface UnitRecord {
  _id: string;
  name: string;
  parentId: string | null;
  /** Ids from the top of the organisation down to this unit. */
  path: string[];
  managerIds: string[];
  /** Since when the roster does not name it; null while it does. */
  closedAt: Date | null;
}

const schema = new Schema<UnitRecord>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    parentId: { type: String, default: null },
    path: [String],
    managerIds: [String],
    closedAt: { type: Date, default: null },
  },
  { collection: 'units', versionKey: false },
);
schema.index({ path: 1 });
schema.index({ managerIds: 1 });

export const unitModel = (connection: Connection) => connection.model<UnitRecord>('Unit', schema);
