import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type IdpMetadata, type Wanted } from './idp-metadata.ts';
import { MetadataError } from './metadata-error.ts';
import { readMetadata } from './read-metadata.ts';

export interface MetadataSource extends Wanted {
  /** URL or path of a file; with `mdq` the URL that a metadata query begins with. */
  source: string;
  /** The source answers for one entity at a time (Metadata Query Protocol). */
  mdq?: boolean | undefined;
  /** The key that must have signed it. */
  pinnedCertificatePem?: string | undefined;
}

const timeoutMs = 15_000;

/** One entity's description is some 20 kB, a federation's some megabytes. */
const largestBytes = 20 * 1024 * 1024;

const readText = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > largestBytes) throw new MetadataError('it is larger than 20 MB.');
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
};

/** Metadata as its source gave it, and what the time is there. */
interface Fetched {
  xml: string;
  /** The source's own clock; null for a file. */
  date: Date | null;
}

const dateOf = ({ headers }: Response): Date | null => {
  const at = new Date(headers.get('date') ?? '');
  return Number.isNaN(at.getTime()) ? null : at;
};

const download = async (url: string): Promise<Fetched> => {
  const response = await fetch(url, {
    headers: { accept: 'application/samlmetadata+xml, application/xml, text/xml' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new MetadataError(`the source answered ${response.status}.`);
  return { xml: await readText(response.body ?? Readable.from([])), date: dateOf(response) };
};

/** Where the metadata is: a metadata query names its entity in the path. */
const addressOf = ({ source, mdq, entityId }: MetadataSource): string =>
  mdq ? `${source.replace(/\/$/, '')}/entities/${encodeURIComponent(entityId ?? '')}` : source;

/**
 * Fetches the identity provider's metadata without looking into it.
 *
 * @throws MetadataError, or the fault of the file system or the network (15 s).
 */
export const fetchIdpMetadata = async (from: MetadataSource): Promise<Fetched> => {
  const address = addressOf(from);
  if (/^https?:/i.test(address)) return download(address);
  return { xml: await readFile(address, 'utf8'), date: null };
};

/**
 * Fetches and reads the identity provider's metadata.
 *
 * @throws MetadataError, or the fault of the file system or the network (15 s).
 */
export const loadIdpMetadata = async (from: MetadataSource): Promise<IdpMetadata> => {
  const { xml } = await fetchIdpMetadata(from);
  const { pinnedCertificatePem, entityId, binding } = from;
  return readMetadata({ xml, pinnedCertificatePem, entityId, binding });
};
