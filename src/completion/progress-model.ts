import { Schema, type Connection, type Types } from 'mongoose';

/** How far one person has come in one edition of a module: one document, one write a step. */
export interface ProgressRecord {
  _id: Types.ObjectId;
  employeeId: Types.ObjectId;
  module: string;
  edition: string;
  cycle: number;
  step: number;
  reached: number;
  exercisesDone: number;
  startedAt: Date;
  seenAt: Date;
  /** Stands until the employee's standing is told that the course is begun. */
  unsettled?: boolean;
  /** Stands when the round is done: the module's next page belongs to another one. */
  closed?: boolean;
}

const schema = new Schema<ProgressRecord>(
  {
    employeeId: { type: Schema.Types.ObjectId, required: true },
    module: { type: String, required: true },
    edition: { type: String, required: true },
    cycle: { type: Number, required: true },
    step: { type: Number, required: true },
    reached: { type: Number, required: true },
    exercisesDone: { type: Number, required: true },
    startedAt: { type: Date, required: true },
    seenAt: { type: Date, required: true },
    unsettled: Boolean,
    closed: Boolean,
  },
  { collection: 'progress', versionKey: false },
);
schema.index({ employeeId: 1, module: 1, edition: 1, cycle: 1 }, { unique: true });
schema.index({ unsettled: 1 }, { sparse: true });

export const progressModel = (connection: Connection) =>
  connection.model<ProgressRecord>('Progress', schema);
