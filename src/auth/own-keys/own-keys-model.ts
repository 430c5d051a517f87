import { Schema, type Connection } from 'mongoose';

/** Which of our own keys were last seen in use, so that a change is written down once. */
interface SeenKeys {
  _id: 'own';
  /** SHA-256 of their list. */
  digest: string;
  seenAt: Date;
}

const schema = new Schema<SeenKeys>(
  {
    _id: { type: String, required: true },
    digest: { type: String, required: true },
    seenAt: { type: Date, required: true },
  },
  { collection: 'saml-own-keys', versionKey: false },
);

export const ownKeysModel = (connection: Connection) =>
  connection.model<SeenKeys>('SeenKeys', schema);
