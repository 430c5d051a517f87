import { afterAll, beforeAll, expect, test } from 'vitest';
import { createActiveDirectory, createEntra, endEntraSessions } from '../../src/directory/index.ts';
import { graphErrors, startEntraStub, type EntraStub } from '../support/entra-stub.ts';
import { letTimePass } from '../support/let-time-pass.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

const password = 'Torsk lykta bastu 8';
const offer = 'Har du en ny telefon?';

let portal: TestPortal;
let stub: EntraStub;
const entra = (passMinutes?: number) =>
  createEntra({
    tenantId: 'tenant',
    clientId: 'portal',
    credential: { kind: 'secret', secret: 'app hemlighet' },
    loginUrl: stub.url,
    graphUrl: stub.url,
    match: 'employeeId',
    passMinutes,
    connections: 2,
    operationMs: 500,
    patienceMs: 300,
    logger: { warn: () => undefined },
  });
beforeAll(async () => {
  [portal, stub] = await Promise.all([startTestPortal(), startEntraStub()]);
  portal.services.reset.directory = entra(60);
});
afterAll(() => Promise.all([portal.close(), stub.close()]));

const changed = async (id: string, language = 'sv'): Promise<Visitor> => {
  const visitor = await portal.signIn(id, language);
  await visitor.follow(
    await portal.identify(visitor, '/auth/stepup?syfte=reset', portal.person(id)),
  );
  await visitor.follow(await visitor.submit('/losenord/nytt', { password }));
  return visitor;
};

const audited = async () =>
  (
    await portal.services.store.connection
      .collection('audit')
      .find({ action: 'reset.pass' })
      .sort({ _id: 1 })
      .toArray()
  ).map(({ result }) => String(result));

test('after the change a person gets a code for a new phone, sees it once, and nobody else ever does', async () => {
  const anna = await changed('1001');
  expect((await anna.get('/losenord/klart')).text).toContain(offer);
  const shown = await anna.submit('/losenord/pass');
  expect(shown.status).toBe(200);
  expect(shown.headers['cache-control']).toContain('no-store');
  expect(shown.text).toContain('<code>Pass1%Kod</code>');
  expect(shown.text).toContain('inom 60 minuter');

  const again = await anna.submit('/losenord/pass');
  expect(again.status).toBe(409);
  expect(again.text).not.toContain('Pass');
  expect(stub.state.passes).toEqual(['person1001@kalix.test']);
  expect(await audited()).toEqual(['ok', 'refused']);
  expect(portal.logText()).not.toContain('Pass1');
  const records = await portal.services.store.connection.collection('audit').find({}).toArray();
  expect(JSON.stringify(records)).not.toContain('Pass1');
  expect((await anna.get('/losenord/pass')).headers.location).toBe('/losenord/klart');
});

test('a code that Graph does not answer for, or refuses, is told; and the former costs nothing', async () => {
  const gun = await changed('2001', 'en');
  stub.state.replies = Array.from({ length: 9 }, () => graphErrors.down);
  const down = await gun.submit('/losenord/pass');
  expect(down.status).toBe(503);
  expect(down.text).toContain('Your new password works');
  stub.state.replies = [];
  expect((await gun.submit('/losenord/pass')).status).toBe(200);

  const hans = await changed('2002');
  const user = { status: 200, body: { value: [stub.user('2002')] } };
  stub.state.replies = [user, graphErrors.forbidden];
  const refused = await hans.submit('/losenord/pass');
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('Det går inte att få en kod nu');
});

test('another session of the same person, and a change of long ago, get none', async () => {
  const before = stub.state.passes.length;
  const elsewhere = await portal.signIn('2001');
  await elsewhere.get('/losenord');
  expect((await elsewhere.submit('/losenord/pass')).headers.location).toMatch(/^\/losenord\?/);
  await letTimePass(portal, '2002');
  const hans = await changed('2002');
  await letTimePass(portal, '2002');
  await hans.get('/losenord');
  expect((await hans.submit('/losenord/pass')).headers.location).toMatch(/^\/losenord\?/);
  expect(stub.state.passes).toHaveLength(before);
});

test('where nothing is set up, no code is offered or given', async () => {
  await letTimePass(portal, '1001');
  portal.services.reset.directory = entra();
  const anna = await changed('1001');
  expect((await anna.get('/losenord/klart')).text).not.toContain(offer);
  expect((await anna.submit('/losenord/pass')).status).toBe(403);
});

test('with Active Directory beside it, the code is made for the same person in Entra ID', async () => {
  const ad = createActiveDirectory({
    urls: ['ldaps://127.0.0.1:9'],
    ca: '',
    bind: { dn: 'cn=x', password: 'x' },
    connections: 1,
    connectMs: 100,
    operationMs: 100,
    base: 'dc=x',
    match: 'employeeNumber',
    login: 'userPrincipalName',
    asciiOnly: false,
    logger: { warn: () => undefined },
  });
  const account = {
    id: 'CN=Anna',
    login: 'person1001@kalix.test',
    otherNames: [],
    disabled: false,
    expired: false,
    lockedUntil: null,
  };
  const both = endEntraSessions(ad, entra(30));
  expect(await both.issueAccessPass?.(account)).toMatchObject({ minutes: 30 });
  expect(await both.issueAccessPass?.({ ...account, login: 'anna' })).toBeNull();
  expect(endEntraSessions(ad, entra()).issueAccessPass).toBeUndefined();
});
