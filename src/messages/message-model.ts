import { Schema, type Connection } from 'mongoose';
import type { Message } from './message.ts';

/** One message; `_id` is its key, so that the same is never queued twice. */
export interface MessageRecord extends Omit<Message, 'key'> {
  _id: string;
  /** What its key begins with. */
  topic: string;
  /** Who is sending it now; a lease that ends at `dueAt`. */
  holder: string | null;
  quiet?: { from: Date; to: Date };
  /** After this it is not tried again. */
  giveUpAt: Date;
  /** When it is forgotten. */
  expiresAt: Date;
}

const text = { type: String, default: null };

const schema = new Schema<MessageRecord>(
  {
    _id: { type: String, required: true },
    topic: { type: String, required: true },
    employeeId: { type: String, required: true },
    channel: { type: String, enum: ['mail', 'sms'], required: true },
    to: text,
    subject: { type: String, default: '' },
    text: { type: String, required: true },
    status: { type: String, enum: ['waiting', 'sent', 'refused', 'unsent'], required: true },
    code: text,
    attempts: { type: Number, default: 0 },
    queuedAt: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
    holder: text,
    quiet: { type: { from: Date, to: Date }, _id: false, default: undefined },
    giveUpAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true, expires: 0 },
  },
  { collection: 'messages', versionKey: false },
);
schema.index({ employeeId: 1, queuedAt: -1 });
schema.index({ topic: 1, status: 1, queuedAt: -1 });
schema.index({ status: 1, channel: 1, dueAt: 1 });

export const messageModel = (connection: Connection) =>
  connection.model<MessageRecord>('Message', schema);
