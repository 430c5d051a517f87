import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { startSignIn } from './watch-portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());
beforeEach(() => portal.services.store.connection.collection('rate-limits').deleteMany({}));

const auditCount = () => portal.services.store.connection.collection('audit').countDocuments();

const forged = { SAMLResponse: 'PHg+' };

/** Well-formed, to a request that nobody made. */
const unasked = {
  SAMLResponse: Buffer.from(
    '<r:Response xmlns:r="urn:oasis:names:tc:SAML:2.0:protocol" InResponseTo="_x"/>',
  ).toString('base64'),
};

const postForged = async (times: number, visitor = portal.visitor()) => {
  for (let count = 0; count < times; count += 1) await visitor.post('/saml/acs', forged);
};

test('a hundred forged answers close their address to answers that nobody there asked for', async () => {
  await postForged(99);
  expect((await portal.visitor().post('/saml/acs', forged)).status).toBe(400);
  expect((await portal.visitor().post('/saml/acs', forged)).status).toBe(429);
  expect((await portal.visitor().post('/saml/acs', unasked)).status).toBe(429);
});

test('somebody else at the same address can still sign in, as they began before or begin now', async () => {
  const before = await startSignIn(portal);
  await postForged(101);
  for (const { visitor, answer } of [before, await startSignIn(portal)]) {
    const { SAMLResponse } = await answer();
    expect((await visitor.post('/saml/acs', { SAMLResponse })).status).toBe(303);
  }
});

test('a browser that asked for an answer may not send forged ones without end either', async () => {
  await postForged(101);
  const { visitor, answer } = await startSignIn(portal);
  const broken = await answer({ signResponse: false });
  const form = { SAMLResponse: broken.SAMLResponse };
  for (let count = 0; count < 100; count += 1)
    expect((await visitor.post('/saml/acs', form)).status).toBe(400);
  expect((await visitor.post('/saml/acs', form)).status).toBe(429);
});

test('a request that is used up opens no closed address', async () => {
  const { visitor, answer } = await startSignIn(portal);
  const { SAMLResponse } = await answer();
  expect((await visitor.post('/saml/acs', { SAMLResponse })).status).toBe(303);
  await postForged(101);
  expect((await visitor.post('/saml/acs', { SAMLResponse })).status).toBe(429);
});

test('mishaps weigh a tenth', async () => {
  for (let count = 0; count < 110; count += 1)
    expect((await portal.visitor().post('/saml/acs', unasked)).status).toBe(400);
});

test('nobody can fill the audit from outside, nor hide in the noise as somebody we know', async () => {
  await postForged(101);
  const before = await auditCount();
  const { visitor, answer } = await startSignIn(portal);
  const { SAMLResponse } = await answer({ signResponse: false });
  await visitor.post('/saml/acs', { SAMLResponse });
  await postForged(10);
  expect(await auditCount()).toBe(before);

  const employees = portal.services.store.connection.collection('employees');
  await employees.updateOne({ employeeNumbers: '1006' }, { $set: { active: false } });
  await portal.identify(portal.visitor(), '/auth/login', portal.person('1006'));
  expect(await auditCount()).toBe(before + 1);
});
