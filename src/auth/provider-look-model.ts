import { Schema, type Connection } from 'mongoose';

/** How an identity provider was found last, by whichever process looked. */
export interface ProviderLook {
  /** The provider's id in the settings. */
  _id: string;
  /** When the next look is due; whoever moves it on is the one that looks. */
  dueAt: Date;
  /** The address that was asked; what was found at another says nothing. */
  url: string;
  lookedAt: Date | null;
  /** When it last answered. */
  answeredAt: Date | null;
  /** Looks in a row that found no answer, since when, and why the last one did not. */
  silentLooks: number;
  silentSince: Date | null;
  fault: string | null;
  /** Sign-ins of the last ten minutes that came to an end there, and those that ended with a fault of its own. */
  ended: number;
  failed: number;
  /** When somebody last got through it, of those ten minutes. */
  workedAt: Date | null;
  /** Since when nobody has, with at least five who tried. */
  failingSince: Date | null;
}

const schema = new Schema<ProviderLook>(
  {
    _id: { type: String, required: true },
    dueAt: { type: Date, required: true },
    url: { type: String, default: '' },
    lookedAt: { type: Date, default: null },
    answeredAt: { type: Date, default: null },
    silentLooks: { type: Number, default: 0 },
    silentSince: { type: Date, default: null },
    fault: { type: String, default: null },
    ended: { type: Number, default: 0 },
    failed: { type: Number, default: 0 },
    workedAt: { type: Date, default: null },
    failingSince: { type: Date, default: null },
  },
  { collection: 'identity-provider-looks', versionKey: false },
);

export const providerLookModel = (connection: Connection) =>
  connection.model<ProviderLook>('ProviderLook', schema);
