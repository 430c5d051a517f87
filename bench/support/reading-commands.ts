import { startTestPortal } from '../../test/support/portal.ts';
import { openStoreBeside } from '../../test/support/store-beside.ts';

const rounds = 500;
const warmUp = 100;

/**
 * What one page that is read asks of the store, one reader at a time.
 *
 * @returns milliseconds on average of each command, as the driver sees it, and of the whole page.
 */
export const measureReadingCommands = async (): Promise<{ part: string; ms: number }[]> => {
  const store = await openStoreBeside({ monitorCommands: 'true' });
  const portal = await startTestPortal({ environment: { MONGODB_URI: store.uri } });
  const client = portal.services.store.connection.getClient();
  const started = new Map<number, { part: string; at: number }>();
  const sums = new Map<string, number>();
  const add = (part: string, ms: number) => sums.set(part, (sums.get(part) ?? 0) + ms);

  const visitor = await portal.signInAndReset('1001');
  await visitor.open('/kurs/varfor/sida/1');
  client.on('commandStarted', ({ requestId, commandName, command }) => {
    const part = `${commandName} ${String((command as Record<string, unknown>)[commandName])}`;
    started.set(requestId, { part, at: performance.now() });
  });
  client.on('commandSucceeded', ({ requestId }) => {
    const command = started.get(requestId);
    if (command) add(command.part, performance.now() - command.at);
  });
  for (let round = -warmUp; round < rounds; round += 1) {
    if (round === 0) sums.clear();
    const at = performance.now();
    await visitor.get('/kurs/varfor/sida/2');
    add('the page as a whole, with its reader', performance.now() - at);
  }
  const parts = [...sums].map(([part, ms]) => ({
    part,
    ms: Math.round((ms * 1000) / rounds) / 1000,
  }));
  await portal.close();
  await store.close();
  return parts;
};
