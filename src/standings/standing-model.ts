import { Schema, type Connection, type Types } from 'mongoose';
import type { Role } from '../platform/roles.ts';
import type { StandingStatus } from './standing.ts';

/**
 * A person's standing as stored: one document, one write. Derived: everything here can be written
 * anew from the employee, the completions, what has been begun, and absences.
 */
export interface StandingRecord {
  /** The employee's. */
  _id: Types.ObjectId;
  /** Rises with each write, so that what was worked out from older records is not written over newer. */
  version: number;
  /** By the store's clock: what has changed since a moment is found by it. */
  changedAt: Date;
  /** Not there when the employee is no more: the document then only says so. */
  subject?: {
    givenName: string;
    familyName: string;
    searchName: string;
    sortName: string;
    employeeNumbers: string[];
    isProtected: boolean;
    loginLeftSince: string | null;
    loginDoneOn: string | null;
  };
  /** The modules that `marks` tell of, in its order. */
  modules: string[];
  places: { unitIds: string[]; unitPath: string[]; roles: Role[] }[];
  periods: StoredPeriod[];
}

interface StoredPeriod {
  from: string;
  to: string | null;
  /** Which of the places. */
  place: number;
  status: StandingStatus;
  /** A letter a module: its status's first, or a minus where it is not mandatory. */
  marks: string;
  dueOn: string | null;
  doneOn: string | null;
}

const schema = new Schema<StandingRecord>(
  {
    version: { type: Number, required: true },
    changedAt: { type: Date, required: true },
    subject: Object,
    modules: [String],
    places: [Object],
    periods: [Object],
  },
  { collection: 'standings', versionKey: false },
);
schema.index({ changedAt: 1 });

export const standingModel = (connection: Connection) =>
  connection.model<StandingRecord>('Standing', schema);
