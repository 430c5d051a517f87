import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPortalProcess, type PortalProcess } from '../../bench/support/portal-process.ts';
import { employeeModel } from '../../src/employees/index.ts';
import { openStore } from '../../src/platform/store-connection.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';
import { codeOn } from './codes-world.ts';

let portal: PortalProcess;
beforeAll(async () => {
  portal = await startPortalProcess(40, {
    prepare: async (config) => {
      const store = await openStore(config);
      await employeeModel(store.connection).updateMany({}, { $set: { resetRequiredSince: null } });
      await store.close();
    },
  });
});
afterAll(() => portal.stop());

const browser = () => createVisitor(portal.url).always('Origin', portal.url);

const signIn = async (role: string): Promise<Visitor> => {
  const person = portal.people.find(({ roles }) => roles.includes(role as never));
  if (!person) throw new Error(`Nobody of the roster is ${role}.`);
  const visitor = browser();
  const url = (await visitor.get('/auth/login')).headers.location ?? '';
  const answer = await portal.provider.answer(url, portal.serviceProvider, person);
  await visitor.follow(await visitor.post('/saml/acs', { SAMLResponse: answer.SAMLResponse }));
  return visitor;
};

const killAndRestart = async () => {
  await portal.kill();
  await portal.restart();
};

test('a code that was shown works after kill -9, and one that was used is used', async () => {
  const helpdesk = await signIn('helpdesk');
  const person = portal.people.find(({ roles }) => roles.length === 1);
  const namn = person?.id ?? '';
  await helpdesk.get('/koder');
  const found = await helpdesk.submit('/koder', { namn });
  const path = /href="(\/koder\/[0-9a-f]{24})"/.exec(found.text)?.[1] ?? '';
  const kod = codeOn((await helpdesk.submit(path, { 'hur-known': '1', satt: 'paper' })).text);
  expect(kod).not.toBe('');
  await killAndRestart();

  const visitor = browser();
  const enter = async (who: Visitor) => {
    await who.get('/utan-bankid');
    return (await who.submit('/utan-bankid', { namn, kod })).status;
  };
  expect(await enter(visitor)).toBe(303);
  await killAndRestart();
  expect((await visitor.get('/losenord/nytt')).status).toBe(200);
  expect(await enter(browser())).toBe(422);

  await visitor.get('/kodblad');
  const sheet = (await visitor.submit('/kodblad')).text;
  expect(sheet.match(/class="phrase"/g)).toHaveLength(10);
  await killAndRestart();
  expect((await visitor.get('/kodblad')).text).toContain('med 10 koder kvar');
});
