import { Schema, type Connection, type Types } from 'mongoose';

/** That a completion does not count. The completion stays as it was. Only ever added. */
export interface CorrectionRecord {
  _id: Types.ObjectId;
  employeeId: Types.ObjectId;
  completionId: Types.ObjectId;
  reason: string;
  /** Who entered it, and when. */
  by: Types.ObjectId;
  at: Date;
  /** Stands until what follows from it is written. */
  unsettled?: boolean;
}

const schema = new Schema<CorrectionRecord>(
  {
    employeeId: { type: Schema.Types.ObjectId, required: true },
    completionId: { type: Schema.Types.ObjectId, required: true },
    reason: { type: String, required: true },
    by: { type: Schema.Types.ObjectId, required: true },
    at: { type: Date, required: true },
    unsettled: Boolean,
  },
  { collection: 'corrections', versionKey: false },
);
schema.index({ completionId: 1 }, { unique: true });
schema.index({ employeeId: 1 });
schema.index({ unsettled: 1 }, { sparse: true });

export const correctionModel = (connection: Connection) =>
  connection.model<CorrectionRecord>('Correction', schema);
