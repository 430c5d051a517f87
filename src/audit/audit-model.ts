import { Schema, type Connection } from 'mongoose';
import type { AuditAction, AuditDetails } from './audit-actions.ts';

/** One record of the log. `_id` is its number: the unique index keeps the numbers unbroken. */
export interface AuditRecord {
  _id: number;
  at: Date;
  action: AuditAction;
  actor?: string;
  target?: string;
  result: 'ok' | 'refused' | 'failed';
  code?: string;
  address?: string;
  details?: AuditDetails;
  /** Seal of the record before this one; the first has the empty string. */
  previous: string;
  seal: string;
}

const schema = new Schema<AuditRecord>(
  {
    _id: { type: Number, required: true },
    at: { type: Date, required: true },
    action: { type: String, required: true },
    actor: String,
    target: String,
    result: { type: String, enum: ['ok', 'refused', 'failed'], required: true },
    code: String,
    address: String,
    details: { type: Object },
    previous: { type: String, default: '' },
    seal: { type: String, required: true },
  },
  { collection: 'audit', versionKey: false, minimize: false },
);
schema.index({ actor: 1, _id: -1 });
schema.index({ target: 1, _id: -1 });
schema.index({ action: 1, _id: -1 });
schema.index({ result: 1, _id: -1 });
schema.index({ at: 1 });

export const auditModel = (connection: Connection) =>
  connection.model<AuditRecord>('Audit', schema);
