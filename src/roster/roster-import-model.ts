import { Schema, type Connection, type Types } from 'mongoose';
import type { ImportPlan, KnownUnit, UnitChanges } from '../employees/index.ts';

/** What an import did, or would do. People are counted once each, rows in `rows`, `rejected` and `warnings`. */
export interface ImportCounts {
  /** It would remove more than a tenth of the active people. */
  tooManyLeavers: boolean;
  /** Active people before the import. */
  active: number;
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  leaving: number;
  units: number;
  /** People of the file who cannot sign in with BankID. */
  withoutPersonalNumber: number;
  rejected: number;
  warnings: number;
}

/** Where a roster came from: a page, the folder, the command, or the undoing of an import. */
type ImportOrigin = 'page' | 'folder' | 'command' | 'undo';

/** An import from its plan on. The people of the plan are documents of their own. */
export interface RosterImportRecord {
  _id: Types.ObjectId;
  state: 'planned' | 'applied' | 'discarded';
  origin: ImportOrigin;
  /** The HR officer who planned it, or the server's account; null for the folder. */
  by: string | null;
  account: string | null;
  fileName: string;
  plannedAt: Date;
  /** The day in Sweden whose roster it is; on another day it is planned anew. */
  day: string;
  /** Which state of the roster it was planned against. */
  revision: number;
  counts: ImportCounts;
  released: ImportPlan['released'];
  units: UnitChanges & { before: KnownUnit[] };
  requireReset: boolean;
  appliedAt: Date | null;
  appliedBy: string | null;
  /** The revision that it made. */
  made: number | null;
  /** People who were not written, because somebody else had their number meanwhile. */
  conflicts: number;
  /** The import that this one undoes, and the one that undid this. */
  undoes: Types.ObjectId | null;
  undoneBy: Types.ObjectId | null;
}

const required = { required: true } as const;
const none = { default: null } as const;

const schema = new Schema<RosterImportRecord>(
  {
    state: { type: String, enum: ['planned', 'applied', 'discarded'], ...required },
    origin: { type: String, enum: ['page', 'folder', 'command', 'undo'], ...required },
    by: { type: String, ...none },
    account: { type: String, ...none },
    fileName: { type: String, default: '' },
    plannedAt: { type: Date, ...required },
    day: { type: String, ...required },
    revision: { type: Number, ...required },
    counts: { type: Object, ...required },
    released: { type: Schema.Types.Mixed, ...required },
    units: { type: Object, ...required },
    requireReset: { type: Boolean, default: false },
    appliedAt: { type: Date, ...none },
    appliedBy: { type: String, ...none },
    made: { type: Number, ...none },
    conflicts: { type: Number, default: 0 },
    undoes: { type: Schema.Types.ObjectId, ...none },
    undoneBy: { type: Schema.Types.ObjectId, ...none },
  },
  { collection: 'roster-imports', versionKey: false, minimize: false },
);
schema.index({ state: 1, made: -1 });

export const rosterImportModel = (connection: Connection) =>
  connection.model<RosterImportRecord>('RosterImport', schema);
