import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandsOf } from '../support/commands-of.ts';
import { openStoreBeside, type StoreBeside } from '../support/store-beside.ts';
import { startApiWorld, type ApiWorld } from './api-world.ts';

let store: StoreBeside;
let world: ApiWorld;
beforeAll(async () => {
  store = await openStoreBeside({ monitorCommands: 'true' });
  world = await startApiWorld({ MONGODB_URI: store.uri });
  await world.record.complete(['1003', '1004', '2001'], new Date(Date.now() - 60_000));
  await world.portal.services.standings.settleAll();
});
afterAll(async () => {
  await world.close();
  await store.close();
});

const token = ['find api-tokens', 'findAndModify rate-limits'];
const standings = ['find employees', 'find standings'];
const records = ['find absences', 'find completions', 'find corrections'];

test.each([
  ['employees', [...records, ...token, 'find employees', ...standings]],
  ['units', [...token, 'find units']],
  ['completions', [...token, 'find completions', ...records.slice(1), 'find employees']],
])('a page of %s costs the store as many commands however long it is', async (path, commands) => {
  const page = async (limit: number) => {
    const ask = () => world.caller.get(`/${path}?limit=${limit}`, world.token);
    const runs: string[][] = [];
    for (let run = 0; run < 3; run += 1) runs.push(await commandsOf(world.portal, ask));
    // Whoever comes first brings standings up to date as well.
    return runs.toSorted((a, b) => a.length - b.length)[0];
  };
  expect(await page(1)).toEqual(commands.toSorted());
  expect(await page(500)).toEqual(commands.toSorted());
});
