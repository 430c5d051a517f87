import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexesReady } from '../../src/platform/store-connection.ts';
import { inTurn } from '../../src/reset/in-turn.ts';
import { resetTurnModel } from '../../src/reset/reset-turn-model.ts';
import { createResetTurnStore, type ResetTurnStore } from '../../src/reset/reset-turn-store.ts';
import { openTestStore } from '../directory/open-test-store.ts';

let store: Awaited<ReturnType<typeof openTestStore>>;
let turns: ResetTurnStore;
beforeAll(async () => {
  store = await openTestStore();
  turns = createResetTurnStore(store.connection);
  await indexesReady(store.connection);
});
afterAll(() => store.close());

/** For how long nobody else would get the turn, if its process died now. */
const heldFor = async (personId: string): Promise<number> => {
  const turn = await resetTurnModel(store.connection).findById(personId).lean();
  return (turn?.until.getTime() ?? 0) - Date.now();
};

test('whoever comes second waits until the first is done', async () => {
  const order: string[] = [];
  const first = inTurn(turns, 'anna', async () => {
    order.push('first');
    await pause(150);
    order.push('first done');
  });
  await pause(30);
  await inTurn(turns, 'anna', () => Promise.resolve(order.push('second')));
  await first;
  expect(order).toEqual(['first', 'first done', 'second']);
});

test('a turn is kept for as long as the work goes on, and for seconds if its process dies', async () => {
  await inTurn(turns, 'bo', async () => {
    for (let elapsed = 0; elapsed < 5; elapsed += 1) {
      const left = await heldFor('bo');
      expect(left).toBeGreaterThan(3_000);
      expect(left).toBeLessThan(7_000);
      await pause(700);
    }
  });
  expect(await heldFor('bo')).toBeLessThan(0);
});

test('a turn that a dead process left is taken over', async () => {
  await turns.take('cilla', 'dead', new Date(), new Date(Date.now() + 300));
  expect(await inTurn(turns, 'cilla', () => Promise.resolve('done'))).toBe('done');
  await turns.prolong('cilla', 'dead', new Date(Date.now() + 60_000));
  expect(await inTurn(turns, 'cilla', () => Promise.resolve('done'))).toBe('done');
});
