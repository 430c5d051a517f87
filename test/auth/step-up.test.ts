import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failures, type ResponseOptions } from '../../src/dev/identity-provider/index.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { lastRefusal } from './watch-portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const ask = '/auth/stepup?syfte=reset';

/** Steps up as a browser does: the answer is a cross-site post, so the session's cookie stays behind. */
const stepUp = async (visitor: Visitor, who = '1001', options?: ResponseOptions) => {
  const url = (await visitor.get(ask)).headers.location ?? '';
  const answer = await portal.provider.answer(
    url,
    portal.serviceProvider,
    portal.person(who),
    options,
  );
  const session = visitor.cookies.get('portal.sid') ?? '';
  visitor.cookies.delete('portal.sid');
  const response = await visitor.post('/saml/acs', { SAMLResponse: answer.SAMLResponse });
  if (!visitor.cookies.has('portal.sid')) visitor.cookies.set('portal.sid', session);
  return response;
};

const grants = () => portal.services.store.connection.collection('step-ups');

describe('a step-up', () => {
  test('asks for a fresh identification and opens the reset, once', async () => {
    const visitor = await portal.signIn('1001');
    const url = (await visitor.get(ask)).headers.location ?? '';
    const query = url.slice(url.indexOf('?') + 1);
    const request = portal.provider.parse({ by: 'redirect', query }, portal.serviceProvider);
    expect(request.forceAuthn).toBe(true);

    const session = visitor.cookies.get('portal.sid');
    const response = await stepUp(visitor);
    expect(response.headers.location).toBe('/losenord/nytt');
    expect(visitor.cookies.get('portal.sid')).not.toBe(session);
    expect((await visitor.get('/losenord/nytt')).status).toBe(200);

    const grant = await grants().findOne({}, { sort: { createdAt: -1 } });
    const { employeeId, sessionKey } = grant as unknown as Record<string, string>;
    const { stepUps } = portal.services.auth;
    const uses = Array.from({ length: 10 }, () =>
      stepUps.consume(employeeId ?? '', sessionKey ?? '', 'reset'),
    );
    expect((await Promise.all(uses)).filter(Boolean)).toHaveLength(1);
    expect(await stepUps.valid(employeeId ?? '', sessionKey ?? '', 'reset')).toBe(false);
  });

  test('is for this session, and for ten minutes', async () => {
    const visitor = await portal.signIn('1002');
    await stepUp(visitor, '1002');
    const other = await portal.signIn('1002');
    expect((await other.get('/losenord/nytt')).status).toBe(303);
    expect((await visitor.get('/losenord/nytt')).status).toBe(200);
    await grants().updateMany({}, { $set: { createdAt: new Date(Date.now() - 11 * 60_000) } });
    expect((await visitor.get('/losenord/nytt')).status).toBe(303);
  });

  test('by another person is refused, and the session stays what it was', async () => {
    const visitor = await portal.signIn('1001');
    const before = await grants().countDocuments();
    const response = await stepUp(visitor, '1002');
    expect(response.status).toBe(403);
    expect(response.text).toContain('href="/losenord"');
    expect(await lastRefusal(portal)).toBe('OTHER_PERSON');
    expect(await grants().countDocuments()).toBe(before);
    expect((await visitor.get('/hjalp')).text).toContain('Anna');
  });

  test('with an authentication from before it was asked for is refused', async () => {
    const visitor = await portal.signIn('1001');
    const authnInstant = new Date(Date.now() - 5 * 60_000);
    expect((await stepUp(visitor, '1001', { authnInstant })).status).toBe(400);
    expect(await lastRefusal(portal)).toBe('SAML_NOT_FRESH');
  });

  test('allows for a clock that is half a minute behind', async () => {
    const visitor = await portal.signIn('1001');
    const authnInstant = new Date(Date.now() - 30_000);
    expect((await stepUp(visitor, '1001', { authnInstant })).status).toBe(303);
  });

  test('that is cancelled leads back to the reset', async () => {
    const visitor = await portal.signIn('1001');
    const response = await stepUp(visitor, '1001', failures.cancel);
    expect(response.status).toBe(200);
    expect(response.text).toContain('href="/losenord"');
    expect((await visitor.get('/losenord')).status).toBe(200);
  });

  test('answered after signing out is refused', async () => {
    const visitor = await portal.signIn('1001');
    const url = (await visitor.get(ask)).headers.location ?? '';
    await visitor.get('/losenord');
    await visitor.submit('/auth/logout');
    const answer = await portal.provider.answer(url, portal.serviceProvider, portal.person('1001'));
    const response = await visitor.post('/saml/acs', { SAMLResponse: answer.SAMLResponse });
    expect(response.text).toContain('Börja om här');
    expect(await lastRefusal(portal)).toBe('SESSION_ENDED');
  });

  test('takes a purpose, and a person who is signed in', async () => {
    const visitor = await portal.signIn('1001');
    expect((await visitor.get('/auth/stepup?syfte=admin')).status).toBe(400);
    const login = (await portal.visitor().get(ask)).headers.location;
    expect(login).toBe('/auth/login?till=/losenord');
  });

  test('can be begun twenty times in ten minutes by one session', async () => {
    const visitor = await portal.signIn('1005');
    for (let count = 0; count < 20; count += 1) expect((await visitor.get(ask)).status).toBe(302);
    expect((await visitor.get(ask)).status).toBe(429);
  });
});
