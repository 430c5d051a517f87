import { Schema, type Connection } from 'mongoose';

/** An assertion that has signed somebody in. Its ID is the key, so it can be stored only once. */
interface UsedAssertion {
  _id: string;
  usedAt: Date;
}

/** Long after any assertion has expired (2 min). */
const keptSeconds = 24 * 60 * 60;

const schema = new Schema<UsedAssertion>(
  { _id: { type: String, required: true }, usedAt: { type: Date, required: true } },
  { collection: 'saml-assertions', versionKey: false },
);
schema.index({ usedAt: 1 }, { expireAfterSeconds: keptSeconds });

export const usedAssertionModel = (connection: Connection) =>
  connection.model<UsedAssertion>('UsedAssertion', schema);
