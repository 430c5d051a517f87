import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { writeDocument } from '../../../src/platform/embedded-store/bson/documents.ts';
import { startExpiry } from '../../../src/platform/embedded-store/expiry.ts';
import { indexFromDescription } from '../../../src/platform/embedded-store/storage/index-spec.ts';
import { openStore } from '../../../src/platform/embedded-store/store.ts';
import { temporaryFolder } from './open-store.ts';

afterEach(() => {
  vi.useRealTimers();
});

it.each([1, -1])(
  'a TTL index (direction %i) removes what has expired, within a minute',
  async (direction) => {
    const folder = await temporaryFolder();
    const store = openStore(join(folder.path, 'store.sqlite'));
    const sessions = store.catalog.ensure('db', 'sessions');
    const index = { name: 'ttl', key: { at: direction }, expireAfterSeconds: 30 };
    store.catalog.createIndex(sessions, indexFromDescription(index));
    const now = new Date('2026-11-24T08:00:00Z');
    vi.useFakeTimers({ now });
    const secondsAgo = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);
    const documents = [
      { _id: 'old', at: secondsAgo(31) },
      { _id: 'young', at: secondsAgo(-60) },
      { _id: 'one of two', at: [secondsAgo(-60), secondsAgo(31)] },
      { _id: 'no date', at: 'yesterday' },
      { _id: 'nothing' },
      ...Array.from({ length: 1200 }, (_, n) => ({ _id: n, at: secondsAgo(100 + n) })),
    ];
    store.commit.begin();
    for (const document of documents) sessions.insert(writeDocument(document));
    store.commit.keep();
    store.commit.commit();

    const stop = startExpiry(store);
    await vi.advanceTimersByTimeAsync(59_000);
    stop();

    const left = [...sessions.documents.scan(false)].map(({ row }) => sessions.read(row)?.doc._id);
    expect(left).toEqual(['young', 'no date', 'nothing']);
    await store.close();
    await folder.remove();
  },
);
