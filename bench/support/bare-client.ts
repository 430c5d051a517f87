import type { AccountState, Directory } from '../../src/directory/index.ts';

/** Long enough to tell its speed, in ms. */
const forMs = 4_000;

/**
 * A client that does nothing but a campaign's kind of write, to these accounts over and over, so many
 * at once on one connection: writes per second.
 */
export const measureBareClient = (
  { enforcement }: Directory,
  numbers: readonly string[],
  atOnce: number,
): Promise<number> =>
  enforcement.session(async ({ lookUp, enforce }) => {
    const people = numbers.map((number) => ({
      key: number,
      login: `bar${number}`,
      employeeNumbers: [number],
    }));
    const accounts: AccountState[] = [...(await lookUp(people)).values()].flat();
    const started = performance.now();
    let written = 0;
    const worker = async (first: number) => {
      for (let next = first; performance.now() - started < forMs; next += atOnce) {
        const account = accounts[next % accounts.length];
        if (!account) throw new Error('The bare client has nobody to write.');
        const { kind } = await enforce(account, 'unusable');
        if (kind !== 'written') throw new Error(`The bare client was told: ${kind}.`);
        written += 1;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, (_, first) => worker(first)));
    return written / ((performance.now() - started) / 1000);
  });

/** The same with as many at once as suits the directory best. */
export const measureBestBareClient = async (
  directory: Directory,
  numbers: readonly string[],
): Promise<{ perSecond: number; atOnce: number }> => {
  let best = { perSecond: 0, atOnce: 0 };
  for (const atOnce of [8, 25, 50]) {
    const perSecond = await measureBareClient(directory, numbers, atOnce);
    if (perSecond > best.perSecond) best = { perSecond, atOnce };
  }
  return best;
};
