import { mongo, Schema, type Connection, type Types } from 'mongoose';
import type { Role } from '../platform/roles.ts';

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
  /** The modules that `states` tell of, with blanks between. */
  modules: string;
  places: { unitIds: string[]; unitPath: string[]; roles: Role[] }[];
  /**
   * With blanks between, each a letter for the whole and one a module: the status's first, or a minus where
   * the module is not mandatory.
   */
  states: string;
  /** Whole numbers of four bytes, the lowest first, as a `Timeline` of these places and states. */
  timeline: mongo.Binary;
}

const schema = new Schema<StandingRecord>(
  {
    version: { type: Number, required: true },
    changedAt: { type: Date, required: true },
    subject: Object,
    modules: String,
    places: [Object],
    states: String,
    timeline: Buffer,
  },
  { collection: 'standings', versionKey: false },
);
schema.index({ changedAt: 1 });

export const standingModel = (connection: Connection) =>
  connection.model<StandingRecord>('Standing', schema);

/** Bytes as a field of a record. */
export const storedBytes = (bytes: Uint8Array): mongo.Binary => new mongo.Binary(bytes);
