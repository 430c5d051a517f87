import type { Doc } from '../bson/documents.ts';
import { Long } from 'bson';
import { CommandError } from '../command-error.ts';
import type { Collection } from '../storage/collection.ts';
import { collectionName, countField, type Handler } from './command.ts';

/** How many bytes a collection takes: its documents and its indexes. */
export const sizeOnDisk = ({ documents, indexes }: Collection): number =>
  documents.bytes() + [documents, ...indexes].reduce((sum, { reader }) => sum + reader.bytes(), 0);

/** Numbers of a collection, sizes in units of `scale` bytes. */
const collectionStats = (collection: Collection | undefined, scale: number): Doc => {
  const scaled = (bytes: number): number => Math.floor(bytes / scale);
  const count = collection?.documents.count() ?? 0;
  const bytes = collection?.documents.bytes() ?? 0;
  const sizes: Record<string, number> = {};
  if (collection) sizes._id_ = scaled(collection.documents.reader.bytes());
  for (const { spec, reader } of collection?.indexes ?? [])
    sizes[spec.name] = scaled(reader.bytes());
  const indexTotal = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  return {
    size: scaled(bytes),
    count,
    ...(count > 0 ? { avgObjSize: Math.floor(bytes / count) } : {}),
    storageSize: scaled(bytes),
    capped: false,
    nindexes: Object.keys(sizes).length,
    indexBuilds: [],
    totalIndexSize: indexTotal,
    totalSize: scaled(bytes) + indexTotal,
    indexSizes: sizes,
    scaleFactor: scale,
  };
};

const scaleOf = (body: Doc): number => {
  const scale = countField(body, 'scale', 1);
  if (scale === 0) throw new CommandError('BadValue', "'scale' must be greater than zero");
  return scale;
};

export const collStats: Handler = (request, { catalog }) => {
  const name = collectionName(request);
  const stats = collectionStats(catalog.find(request.db, name), scaleOf(request.body));
  return { ns: `${request.db}.${name}`, ...stats };
};

const known = new Set(['count', 'storageStats', 'latencyStats', 'queryExecStats']);

const noLatency = { latency: Long.ZERO, ops: Long.ZERO };

/**
 * What the stage `$collStats` yields.
 *
 * @throws CommandError 26 when there is no such collection, 40415 for an unknown part
 */
export const collStatsDocument = (
  collection: Collection | undefined,
  ns: string,
  operand: Doc,
): Doc => {
  const unknown = Object.keys(operand).find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new CommandError(
      'Location40415',
      `BSON field '$collStats.${unknown}' is an unknown field.`,
    );
  if (!collection) throw new CommandError('NamespaceNotFound', `Collection [${ns}] not found.`);
  const { storageStats, count, latencyStats, queryExecStats } = operand;
  const scans = { total: Long.ZERO, nonTailable: Long.ZERO };
  return {
    ns,
    localTime: new Date(),
    ...(latencyStats === undefined
      ? {}
      : { latencyStats: { reads: noLatency, writes: noLatency, commands: noLatency } }),
    ...(storageStats === undefined
      ? {}
      : { storageStats: collectionStats(collection, scaleOf(storageStats as Doc)) }),
    ...(count === undefined ? {} : { count: collection.documents.count() }),
    ...(queryExecStats === undefined ? {} : { queryExecStats: { collectionScans: scans } }),
  };
};
