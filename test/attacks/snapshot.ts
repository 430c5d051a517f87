import type { TestPortal } from '../support/portal.ts';

/** What moves by itself: when a session or an identity provider was last seen, how often somebody tried. */
const restless = ['sessions', 'rate-limits', 'identity-provider-looks'];

/** Everything the store holds but for that, and how many sessions there are, as text to compare. */
export const snapshotOf = async (portal: TestPortal): Promise<string> => {
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
