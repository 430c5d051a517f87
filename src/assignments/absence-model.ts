import { Schema, type Connection, type Types } from 'mongoose';
import { absenceKinds, type AbsenceKind } from './person-facts.ts';
import type { Day } from '../platform/swedish-day.ts';

/** A leave or an exemption, or that one is withdrawn. Only ever added. */
export interface AbsenceRecord {
  _id: Types.ObjectId;
  employeeId: Types.ObjectId;
  /** Of a withdrawal: the record that it withdraws; all that is about the absence is in that one. */
  withdraws?: Types.ObjectId;
  kind?: AbsenceKind;
  module?: string | null;
  reason: string;
  /** Of a withdrawal: the first day on which the absence holds no more. */
  from: Day;
  to?: Day;
  /** Who entered it, and when. */
  by: Types.ObjectId;
  at: Date;
  /** Stands until what follows from it is written. */
  unsettled?: boolean;
}

const schema = new Schema<AbsenceRecord>(
  {
    employeeId: { type: Schema.Types.ObjectId, required: true },
    withdraws: { type: Schema.Types.ObjectId },
    kind: { type: String, enum: absenceKinds },
    module: String,
    reason: { type: String, required: true },
    from: { type: String, required: true },
    to: String,
    by: { type: Schema.Types.ObjectId, required: true },
    at: { type: Date, required: true },
    unsettled: Boolean,
  },
  { collection: 'absences', versionKey: false },
);
schema.index({ employeeId: 1, at: 1 });
schema.index({ unsettled: 1 }, { sparse: true });
schema.index({ withdraws: 1 }, { unique: true, sparse: true });

export const absenceModel = (connection: Connection) =>
  connection.model<AbsenceRecord>('Absence', schema);
