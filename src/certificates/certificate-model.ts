import { Schema, type Connection, type Types } from 'mongoose';
import type { Language } from '../platform/i18n.ts';

/** A module as it was named when the certificate was made. */
export interface CertifiedModule {
  title: Record<Language, string>;
  completedAt: Date;
}

/** A certificate: everything its paper says, as it was when it was made. */
export interface CertificateRecord {
  _id: Types.ObjectId;
  employeeId: Types.ObjectId;
  /** Which completions it is of. */
  basis: string;
  serial: string;
  name: string;
  modules: CertifiedModule[];
  /** When the last of the modules was done. */
  completedAt: Date;
  validUntil: Date;
  /** The log's record of it; until it is there the certificate holds for nobody. */
  auditNumber?: number;
}

const moduleSchema = new Schema<CertifiedModule>(
  {
    title: { sv: { type: String, required: true }, en: { type: String, required: true } },
    completedAt: { type: Date, required: true },
  },
  { _id: false },
);

const schema = new Schema<CertificateRecord>(
  {
    employeeId: { type: Schema.Types.ObjectId, required: true },
    basis: { type: String, required: true },
    serial: { type: String, required: true },
    name: { type: String, required: true },
    modules: [moduleSchema],
    completedAt: { type: Date, required: true },
    validUntil: { type: Date, required: true },
    auditNumber: Number,
  },
  { collection: 'certificates', versionKey: false },
);
schema.index({ employeeId: 1, basis: 1 }, { unique: true });
schema.index({ serial: 1 }, { unique: true });

export const certificateModel = (connection: Connection) =>
  connection.model<CertificateRecord>('Certificate', schema);
