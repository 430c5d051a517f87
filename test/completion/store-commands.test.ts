import { afterAll, beforeAll, expect, it } from 'vitest';
import { withinRequest } from '../../src/platform/request-context.ts';
import { commandsOf } from '../support/commands-of.ts';
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

it('a page that is read costs the store three commands: session, employee, and where they are', async () => {
  const visitor = await portal.signInAndReset('1001');
  await visitor.open('/kurs/varfor/sida/1');
  expect(await commandsOf(portal, () => visitor.get('/kurs/varfor/sida/2'))).toEqual([
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
    portal,
    () => new Promise((resolve) => withinRequest({ address }, () => resolve(opened()))),
  );
  expect(commands).toEqual(['update progress']);
});
