import { Schema, type Connection } from 'mongoose';
import type { Dated } from './dated-periods.ts';

/** What a unit was called and where it stood, while it was so. */
export type UnitPlace = Dated<{ name: string; parentId: string | null; path: string[] }>;

/** An organisational unit as stored. `_id` follows from its names: see unit-tree.ts. */
export interface UnitRecord {
  _id: string;
  name: string;
  parentId: string | null;
  /** Ids from the top of the organisation down to this unit. */
  path: string[];
  managerIds: string[];
  /** Those who stand in for its managers. */
  deputyIds?: string[];
  /** Oldest first. What lies before today never changes. */
  history?: UnitPlace[];
  /** Since when the roster does not name it; null while it does. */
  closedAt: Date | null;
}

const placeSchema = new Schema<UnitPlace>(
  {
    from: { type: String, required: true },
    to: { type: String, default: null },
    name: { type: String, required: true },
    parentId: { type: String, default: null },
    path: [String],
  },
  { _id: false },
);

const schema = new Schema<UnitRecord>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    parentId: { type: String, default: null },
    path: [String],
    managerIds: [String],
    deputyIds: [String],
    history: { type: [placeSchema], default: undefined },
    closedAt: { type: Date, default: null },
  },
  { collection: 'units', versionKey: false },
);
schema.index({ path: 1 });
schema.index({ managerIds: 1 });
schema.index({ deputyIds: 1 });

export const unitModel = (connection: Connection) => connection.model<UnitRecord>('Unit', schema);
