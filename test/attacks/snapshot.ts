import { expect } from 'vitest';
import type { TestPortal } from '../support/portal.ts';

/** What moves by itself: when a session or an identity provider was last seen, how often somebody tried. */
const restless = ['sessions', 'rate-limits', 'identity-provider-looks'];

/** What is worked out from the records, in the background, has followed them. */
const standingsFollow = async (portal: TestPortal): Promise<void> => {
  const employees = portal.services.store.connection.collection('employees');
  const stale = { standingStale: { $exists: true } };
  await expect.poll(() => employees.countDocuments(stale), { timeout: 10_000 }).toBe(0);
};

/** Everything the store holds but for that, and how many sessions there are, as text to compare. */
export const snapshotOf = async (portal: TestPortal): Promise<string> => {
  await standingsFollow(portal);
  const { connection } = portal.services.store;
  const names = (await connection.listCollections()).map(({ name }) => name).toSorted();
  const parts = names
    .filter((name) => !restless.includes(name))
    .map(async (name) => [
      name,
      await connection.collection(name).find({}).sort({ _id: 1 }).toArray(),
    ]);
  const sessions = await connection.collection('sessions').countDocuments();
  return JSON.stringify([...(await Promise.all(parts)), sessions], null, 1);
};
