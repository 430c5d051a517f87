import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmbeddedStore, type EmbeddedStore } from '../../src/platform/embedded-store/index.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let dataDir: string;
let store: EmbeddedStore;
let portal: TestPortal;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'portal-test-'));
  store = await startEmbeddedStore({ dataDir });
  const uri = new URL(store.uri);
  uri.searchParams.set('monitorCommands', 'true');
  portal = await startTestPortal({ environment: { MONGODB_URI: uri.href } });
});
afterAll(async () => {
  await portal.close();
  await store.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What a request asks of the store, as `command collection`. */
const commandsOf = async (request: () => Promise<unknown>): Promise<string[]> => {
  const client = portal.services.store.connection.getClient();
  const seen: string[] = [];
  const note = (event: { commandName: string; command: Record<string, unknown> }) => {
    seen.push(`${event.commandName} ${String(event.command[event.commandName])}`);
  };
  client.on('commandStarted', note);
  await request();
  client.off('commandStarted', note);
  return seen.toSorted();
};

it('a page that is read costs the store three commands: session, employee, and where they are', async () => {
  const visitor = await portal.signInAndReset('1001');
  await visitor.open('/kurs/varfor/sida/1');
  expect(await commandsOf(() => visitor.get('/kurs/varfor/sida/2'))).toEqual([
    'find employees',
    'find sessions',
    'findAndModify progress',
  ]);
});
