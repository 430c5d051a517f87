import { createStandingBook, type StandingBook } from './standing-book.ts';
import type { StandingStore } from './standing-store.ts';
import { createUnpack } from './stored-standing.ts';

/**
 * Writes may arrive out of order: for so long after the latest change was seen, what was written so long
 * before it is read again. After that, only what comes later.
 */
const overlapMs = 5000;

/** The book, kept up with the store by what has changed since it was last looked at. */
export const createFollowBook = ({ store }: { store: Pick<StandingStore, 'changedSince'> }) => {
  const book = createStandingBook();
  const versions = new Map<string, number>();
  const unpack = createUnpack();
  let latest = 0;
  let latestSeenAt = 0;
  let reading: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    const isSettled = performance.now() - latestSeenAt > overlapMs;
    const from = isSettled ? latest + 1 : Math.max(0, latest - overlapMs);
    for await (const record of store.changedSince(new Date(from))) {
      const id = record._id.toHexString();
      if (record.changedAt.getTime() > latest) {
        latest = record.changedAt.getTime();
        latestSeenAt = performance.now();
      }
      if (versions.get(id) === record.version) continue;
      const standing = unpack(record);
      if (standing) book.put(standing);
      else book.remove(id);
      versions.set(id, record.version);
    }
  };

  /** Whoever comes while it is being read waits for a reading that began after they came. */
  const readAnew = async (): Promise<void> => {
    await reading?.catch(() => undefined);
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };

  return async (): Promise<StandingBook> => {
    await readAnew();
    return book;
  };
};
