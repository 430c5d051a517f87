import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { MetadataError, readIdpMetadata, type IdpMetadata } from './idp-metadata.ts';
import { signedMetadata } from './metadata-signature.ts';

export interface MetadataSource {
  /** URL or path of a file. */
  source: string;
  /** The key that must have signed it. */
  pinnedCertificatePem?: string | undefined;
  /** The entity that is meant; needed where the source describes several. */
  entityId?: string | undefined;
}

const timeoutMs = 5000;

/** One entity's description is some 20 kB; more, once unpacked, would hold everybody up. */
const largestBytes = 1024 * 1024;

const readText = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > largestBytes) throw new MetadataError('it is larger than 1 MB.');
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
};

const download = async (url: string): Promise<string> => {
  const response = await fetch(url, {
    headers: { accept: 'application/samlmetadata+xml, application/xml, text/xml' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new MetadataError(`the source answered ${response.status}.`);
  return readText(response.body ?? Readable.from([]));
};

/**
 * Fetches and reads the identity provider's metadata; what the pinned key did not sign is not
 * even looked at.
 *
 * @throws MetadataError, or the fault of the file system or the network (5 s).
 */
export const loadIdpMetadata = async (from: MetadataSource): Promise<IdpMetadata> => {
  const { source, pinnedCertificatePem } = from;
  const xml = /^https?:/i.test(source) ? await download(source) : await readFile(source, 'utf8');
  return readIdpMetadata(pinnedCertificatePem ? signedMetadata(xml, pinnedCertificatePem) : xml);
};
