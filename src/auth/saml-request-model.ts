import { Schema, type Connection } from 'mongoose';

/** `trial`: IT tries a sign-in; it gives no session. `logout`: the person logs out there too. */
export type Purpose = 'sign-in' | 'step-up:reset' | 'trial' | 'logout';

/** Must the person identify themselves anew, and be who is signed in? */
export const isStepUp = (purpose: Purpose): boolean => purpose === 'step-up:reset';

/** A request we sent to the identity provider, until its answer has been used. */
export interface SamlRequest {
  /** The ID in the request, which the answer repeats as InResponseTo. */
  _id: string;
  purpose: Purpose;
  /** Which identity provider was asked, by its id in the settings. */
  provider: string;
  /** SHA-256 of the browser's binding cookie. */
  browserHash: string;
  /** Who was signed in when it was sent, and by which session: a step-up must be the same person. */
  employeeId: string | null;
  sessionId: string | null;
  /** Local path to go on to. */
  returnTo: string;
  createdAt: Date;
  usedAt: Date | null;
}

/** Kept longer than it is valid, so that a late answer is told apart from one that nobody asked for. */
const keptSeconds = 60 * 60;

const schema = new Schema<SamlRequest>(
  {
    _id: { type: String, required: true },
    purpose: { type: String, required: true },
    provider: { type: String, required: true },
    browserHash: { type: String, required: true },
    employeeId: { type: String, default: null },
    sessionId: { type: String, default: null },
    returnTo: { type: String, required: true },
    createdAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
  },
  { collection: 'saml-requests', versionKey: false },
);
schema.index({ browserHash: 1 });
schema.index({ createdAt: 1 }, { expireAfterSeconds: keptSeconds });

export const samlRequestModel = (connection: Connection) =>
  connection.model<SamlRequest>('SamlRequest', schema);
