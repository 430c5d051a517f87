import { createStandingBook, type StandingBook } from './standing-book.ts';
import type { StandingRecord } from './standing-model.ts';
import type { StandingStore } from './standing-store.ts';
import { createUnpack } from './stored-standing.ts';

/**
 * Writes may arrive out of order: for so long after the latest change was seen, what was written so long
 * before it is read again. After that, only what comes later.
 */
const overlapMs = 5000;

/** The book, kept up with the store by what has changed since it was last looked at. */
export const createFollowBook = ({
  store,
}: {
  store: Pick<StandingStore, 'all' | 'lastChange' | 'changedSince'>;
}) => {
  const book = createStandingBook();
  const versions = new Map<string, number>();
  const unpack = createUnpack();
  let latest = 0;
  let latestSeenAt = 0;
  let reading: Promise<void> | undefined;

  const take = (record: StandingRecord): void => {
    const id = record._id.toHexString();
    if (versions.get(id) === record.version) return;
    const standing = unpack(record);
    if (standing) book.put(standing);
    else book.remove(id);
    versions.set(id, record.version);
  };

  const see = (at: number): void => {
    if (at <= latest) return;
    latest = at;
    latestSeenAt = performance.now();
  };

  const readAll = async (): Promise<void> => {
    // What is written while everybody is read may be passed by: it is read after that.
    const before = await store.lastChange();
    for await (const records of store.all()) records.forEach(take);
    see(before?.getTime() ?? 0);
  };

  const readChanges = async (): Promise<void> => {
    const isSettled = performance.now() - latestSeenAt > overlapMs;
    const from = isSettled ? latest + 1 : latest - overlapMs;
    for await (const records of store.changedSince(new Date(from)))
      for (const record of records) {
        see(record.changedAt.getTime());
        take(record);
      }
  };

  const read = (): Promise<void> => (latest === 0 ? readAll() : readChanges());

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
