import { Long } from 'bson';
import { CommandError } from './command-error.ts';
import { BelongsToReader } from './time-limit.ts';

/** Documents still to come, as BSON. */
export type DocumentStream = Iterator<Uint8Array>;

export interface Batch {
  /** 0 when nothing is left. */
  id: Long;
  documents: Uint8Array[];
}

interface OpenCursor {
  namespace: string;
  stream: DocumentStream;
  /** Read already, but it did not fit into the batch before. */
  next: Uint8Array | undefined;
  usedAt: number;
}

/** When a batch ends: what is gathered and decoded in one go holds others up and takes memory. */
const batchLimits = { bytes: 256 * 1024, milliseconds: 10 };

/** Nothing comes after a single batch, so it is as large as a batch may be. */
const singleBatchLimits = { bytes: 16 * 1024 * 1024, milliseconds: Infinity };
const idleMilliseconds = 10 * 60_000;

/** Who has the cursor: its number is even in the store's thread and odd in the reader's. */
export type CursorOwner = 'store' | 'reader';

const fillBatch = (cursor: OpenCursor, size: number, limits = batchLimits): Uint8Array[] => {
  const documents: Uint8Array[] = [];
  let bytes = 0;
  const end = performance.now() + limits.milliseconds;
  while (documents.length < size && cursor.next) {
    if (documents.length > 0 && bytes + cursor.next.length > limits.bytes) break;
    documents.push(cursor.next);
    bytes += cursor.next.length;
    cursor.next = pull(cursor.stream);
    if (performance.now() > end) break;
  }
  return documents;
};

const pull = (stream: DocumentStream): Uint8Array | undefined => {
  const result = stream.next();
  return result.done ? undefined : result.value;
};

/** The cursors that clients have open: what they have not fetched yet is not computed either. */
export const createCursors = (owner: CursorOwner) => {
  const open = new Map<string, OpenCursor>();
  const parity = owner === 'store' ? 0n : 1n;
  let lastId = (BigInt(Date.now()) << 20n) + parity;

  /** @throws BelongsToReader when this is the store's thread and the cursor the reader's */
  const refuseForeign = (id: Long): void => {
    if (owner === 'store' && id.isOdd()) throw new BelongsToReader();
  };

  const take = (id: Long, namespace: string): OpenCursor => {
    refuseForeign(id);
    const cursor = open.get(id.toString());
    if (!cursor) throw new CommandError('CursorNotFound', `cursor id ${id.toString()} not found`);
    if (cursor.namespace !== namespace)
      throw new CommandError(
        'Unauthorized',
        `cursor id ${id.toString()} belongs to ${cursor.namespace}, not to ${namespace}`,
      );
    return cursor;
  };

  const close = (id: string): boolean => {
    open.get(id)?.stream.return?.();
    return open.delete(id);
  };

  return {
    /** The first batch; the cursor stays open if more is to come and `single` is not asked for. */
    start(namespace: string, stream: DocumentStream, size: number, single: boolean): Batch {
      const next = size > 0 || !single ? pull(stream) : undefined;
      const cursor: OpenCursor = { namespace, stream, next, usedAt: Date.now() };
      const documents = fillBatch(cursor, size, single ? singleBatchLimits : batchLimits);
      if (single || !cursor.next) {
        stream.return?.();
        return { id: Long.ZERO, documents };
      }
      const id = Long.fromBigInt((lastId += 2n));
      open.set(id.toString(), cursor);
      return { id, documents };
    },

    /** @throws CommandError 43 for a cursor that is unknown or exhausted or timed out, 13 for another's */
    more(namespace: string, id: Long, size: number): Batch {
      const cursor = take(id, namespace);
      cursor.usedAt = Date.now();
      const documents = fillBatch(cursor, size);
      if (cursor.next) return { id, documents };
      close(id.toString());
      return { id: Long.ZERO, documents };
    },

    kill(id: Long): boolean {
      refuseForeign(id);
      return close(id.toString());
    },

    killAll(belongs: (namespace: string) => boolean): void {
      for (const [id, { namespace }] of open) if (belongs(namespace)) close(id);
    },

    /** Lets go of cursors that nobody has used for ten minutes. */
    closeIdle(now: number): void {
      for (const [id, { usedAt }] of open) if (now - usedAt > idleMilliseconds) close(id);
    },
  };
};

export type Cursors = ReturnType<typeof createCursors>;
