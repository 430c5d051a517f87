import { Schema, type Connection } from 'mongoose';

/** How far the log has been told to a syslog server, and which process is telling it. */
export interface ForwardRecord {
  /** The server's address. */
  _id: string;
  /** Everything up to this number has been told. */
  number: number;
  holder: string;
  heldUntil: Date;
}

const schema = new Schema<ForwardRecord>(
  {
    _id: { type: String, required: true },
    number: { type: Number, default: 0 },
    holder: { type: String, required: true },
    heldUntil: { type: Date, required: true },
  },
  { collection: 'audit-forwards', versionKey: false },
);

export const forwardModel = (connection: Connection) =>
  connection.model<ForwardRecord>('AuditForward', schema);
