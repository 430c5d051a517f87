import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { readIdpMetadata, type IdpMetadata, type Wanted } from './idp-metadata.ts';
import { MetadataError } from './metadata-error.ts';
import { signedMetadata } from './metadata-signature.ts';

/** Metadata as it came, and what is wanted of it. */
export interface MetadataText extends Wanted {
  xml: string;
  /** The key that must have signed it. */
  pinnedCertificatePem?: string | undefined;
}

export type ReadResult = { metadata: IdpMetadata } | { problem: string };

/** A description of one entity is read at once; an aggregate would hold everybody up. */
const largestHere = 100_000;

/**
 * What the pinned key did not sign is not even looked at.
 *
 * @throws MetadataError
 */
export const readVerified = ({ xml, pinnedCertificatePem, ...wanted }: MetadataText): IdpMetadata =>
  readIdpMetadata(pinnedCertificatePem ? signedMetadata(xml, pinnedCertificatePem) : xml, wanted);

const readInWorker = async (text: MetadataText): Promise<IdpMetadata> => {
  const worker = new Worker(new URL('./metadata-worker.ts', import.meta.url), { workerData: text });
  const [result] = (await once(worker, 'message')) as [ReadResult];
  if ('problem' in result) throw new MetadataError(result.problem);
  return result.metadata;
};

/**
 * Verifies and reads metadata, in a thread of its own when it is large.
 *
 * @throws MetadataError
 */
export const readMetadata = async (text: MetadataText): Promise<IdpMetadata> =>
  text.xml.length > largestHere ? readInWorker(text) : readVerified(text);
