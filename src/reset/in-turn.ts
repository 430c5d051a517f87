import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ResetTurnStore } from './reset-turn-store.ts';

/** A turn is prolonged while its work goes on; a process that dies gives it back by not doing so. */
const turnMs = 6_000;
const prolongEveryMs = 2_000;
const patienceMs = 20_000;
const pauseMs = 100;

/**
 * Does one person's work while nobody else does that person's, in this process or another: a form
 * sent twice is handled once, and then seen to be done.
 *
 * @returns null when the turn did not come within 20 s.
 */
export const inTurn = async <Result>(
  turns: ResetTurnStore,
  personId: string,
  work: () => Promise<Result>,
): Promise<Result | null> => {
  const holder = randomUUID();
  const deadline = Date.now() + patienceMs;
  const take = () => {
    const now = Date.now();
    return turns.take(personId, holder, new Date(now), new Date(now + turnMs));
  };
  while (!(await take())) {
    if (Date.now() > deadline) return null;
    await pause(pauseMs);
  }
  // A store that is down has its own say when the work meets it.
  const prolong = () =>
    void turns.prolong(personId, holder, new Date(Date.now() + turnMs)).catch(() => undefined);
  const prolonging = setInterval(prolong, prolongEveryMs);
  try {
    return await work();
  } finally {
    clearInterval(prolonging);
    await turns.giveBack(personId, holder);
  }
};
