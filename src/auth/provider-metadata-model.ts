import { Schema, type Connection } from 'mongoose';
import type { IdpMetadata } from './idp-metadata.ts';

/** The last good metadata of an identity provider, for when its source is down. */
export interface StoredMetadata {
  /** The provider's id in the settings. */
  _id: string;
  /** SHA-256 of where it came from and what was wanted of it: other settings do not use it. */
  from: string;
  /** SHA-256 of the metadata, but for validUntil, which moves at every fetch. */
  digest: string;
  metadata: IdpMetadata;
  fetchedAt: Date;
}

const schema = new Schema<StoredMetadata>(
  {
    _id: { type: String, required: true },
    from: { type: String, required: true },
    digest: { type: String, required: true },
    metadata: { type: Object, required: true },
    fetchedAt: { type: Date, required: true },
  },
  { collection: 'identity-provider-metadata', versionKey: false },
);

export const providerMetadataModel = (connection: Connection) =>
  connection.model<StoredMetadata>('ProviderMetadata', schema);
