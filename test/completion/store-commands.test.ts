import { afterAll, beforeAll, expect, it } from 'vitest';
import { requestAddress, withinRequest } from '../../src/platform/request-context.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { openStoreBeside, type StoreBeside } from '../support/store-beside.ts';

let store: StoreBeside;
let portal: TestPortal;
beforeAll(async () => {
  store = await openStoreBeside({ monitorCommands: 'true' });
  portal = await startTestPortal({ environment: { MONGODB_URI: store.uri } });
});
afterAll(async () => {
  await portal.close();
  await store.close();
});

/** What a request asks of the store, as `command collection`; not what the portal does by itself meanwhile. */
const commandsOf = async (request: () => Promise<unknown>): Promise<string[]> => {
  const client = portal.services.store.connection.getClient();
  const seen: string[] = [];
  const note = (event: { commandName: string; command: Record<string, unknown> }) => {
    if (requestAddress() !== undefined)
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

it('steps that are opened at the same moment share one command', async () => {
  const { catalogue, course } = portal.services.completion;
  const [module] = catalogue.modules;
  if (!module) throw new Error('There is no module.');
  const found = await portal.services.store.connection.collection('employees').find().toArray();
  const people = found.slice(0, 3).map(({ _id }) => String(_id));
  for (const id of people) await course.openStep(id, module, 1);
  const opened = async () => {
    const steps = people.map((id) => course.openStep(id, module, 2));
    expect(await Promise.all(steps)).toEqual([true, true, true]);
  };
  const address = '127.0.0.1';
  const commands = await commandsOf(
    () => new Promise((resolve) => withinRequest({ address }, () => resolve(opened()))),
  );
  expect(commands).toEqual(['update progress']);
});
