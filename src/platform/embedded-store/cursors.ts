import { Long } from 'bson';
import { CommandError } from './command-error.ts';

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

const largestBatch = 16 * 1024 * 1024;
const idleMilliseconds = 10 * 60_000;

const fillBatch = (cursor: OpenCursor, size: number): Uint8Array[] => {
  const documents: Uint8Array[] = [];
  let bytes = 0;
  while (documents.length < size && cursor.next) {
    if (documents.length > 0 && bytes + cursor.next.length > largestBatch) break;
    documents.push(cursor.next);
    bytes += cursor.next.length;
    cursor.next = pull(cursor.stream);
  }
  return documents;
};

const pull = (stream: DocumentStream): Uint8Array | undefined => {
  const result = stream.next();
  return result.done ? undefined : result.value;
};

/** The cursors that clients have open: what they have not fetched yet is not computed either. */
export const createCursors = () => {
  const open = new Map<string, OpenCursor>();
  let lastId = BigInt(Date.now()) << 20n;

  const take = (id: Long, namespace: string): OpenCursor => {
    const cursor = open.get(id.toString());
    if (cursor?.namespace !== namespace)
      throw new CommandError('CursorNotFound', `cursor id ${id.toString()} not found`);
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
      const documents = fillBatch(cursor, size);
      if (single || !cursor.next) {
        stream.return?.();
        return { id: Long.ZERO, documents };
      }
      const id = Long.fromBigInt(++lastId);
      open.set(id.toString(), cursor);
      return { id, documents };
    },

    /** @throws CommandError 43 for a cursor that is unknown, exhausted or timed out */
    more(namespace: string, id: Long, size: number): Batch {
      const cursor = take(id, namespace);
      cursor.usedAt = Date.now();
      const documents = fillBatch(cursor, size);
      if (cursor.next) return { id, documents };
      close(id.toString());
      return { id: Long.ZERO, documents };
    },

    kill: (id: Long): boolean => close(id.toString()),

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
