import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failures } from '../../src/dev/identity-provider/index.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { lastRefusal, sessionCount, startSignIn } from './watch-portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

describe('an answer signs in once', () => {
  test('posted again, it asks the person to start again', async () => {
    const { visitor, answer } = await startSignIn(portal);
    const { SAMLResponse } = await answer();
    expect((await visitor.post('/saml/acs', { SAMLResponse })).status).toBe(303);
    const sessions = await sessionCount(portal);

    const again = await visitor.post('/saml/acs', { SAMLResponse });
    expect(again.status).toBe(400);
    expect(again.text).toContain('Börja om här');
    expect(await lastRefusal(portal)).toBe('SAML_REPLAY');
    expect(await sessionCount(portal)).toBe(sessions);
  });

  test('posted fifty times at once, it gives one session', async () => {
    const before = await sessionCount(portal);
    const { visitor, answer } = await startSignIn(portal);
    const { SAMLResponse } = await answer();
    const posts = Array.from({ length: 50 }, () => visitor.post('/saml/acs', { SAMLResponse }));
    const statuses = (await Promise.all(posts)).map((response) => response.status);

    expect(statuses.filter((status) => status === 303)).toHaveLength(1);
    expect(statuses.filter((status) => status === 400)).toHaveLength(49);
    expect(await sessionCount(portal)).toBe(before + 1);
  });

  test('an assertion that answers two requests is taken for the first alone', async () => {
    const [first, second] = [await startSignIn(portal), await startSignIn(portal)];
    const assertionId = '_the-same';
    const one = await first.answer({ assertionId });
    const other = await second.answer({ assertionId });
    expect((await first.visitor.post('/saml/acs', { SAMLResponse: one.SAMLResponse })).status).toBe(
      303,
    );
    expect(
      (await second.visitor.post('/saml/acs', { SAMLResponse: other.SAMLResponse })).status,
    ).toBe(400);
    expect(await lastRefusal(portal)).toBe('SAML_ASSERTION_REPLAY');
  });

  test('after a cancel, its request signs nobody in', async () => {
    const { visitor, answer } = await startSignIn(portal);
    const [cancel, good] = [await answer(failures.cancel), await answer()];
    expect((await visitor.post('/saml/acs', { SAMLResponse: cancel.SAMLResponse })).status).toBe(
      200,
    );
    expect((await visitor.post('/saml/acs', { SAMLResponse: good.SAMLResponse })).status).toBe(400);
    expect(await lastRefusal(portal)).toBe('SAML_REPLAY');
  });

  test('more than ten minutes after it was asked for, it is too late', async () => {
    const { visitor, answer } = await startSignIn(portal);
    const { SAMLResponse } = await answer();
    const requests = portal.services.store.connection.collection('saml-requests');
    const createdAt = new Date(Date.now() - 11 * 60_000);
    await requests.updateMany({ usedAt: null }, { $set: { createdAt } });
    expect((await visitor.post('/saml/acs', { SAMLResponse })).text).toContain('Börja om här');
    expect(await lastRefusal(portal)).toBe('SAML_REQUEST_EXPIRED');
  });
});

describe('an answer belongs to the browser that asked', () => {
  test.each([
    ['another browser', async () => (await startSignIn(portal)).visitor],
    ['a browser that never asked', () => Promise.resolve(portal.visitor())],
  ])('%s is told to start again, and the right one still gets in', async (_name, find) => {
    const { visitor, answer } = await startSignIn(portal);
    const { SAMLResponse } = await answer();
    const stranger = await find();
    const refused = await stranger.post('/saml/acs', { SAMLResponse });
    expect(refused.text).toContain('Börja om här');
    expect(await lastRefusal(portal)).toBe('SAML_OTHER_BROWSER');
    expect(stranger.cookies.has('portal.sid')).toBe(false);
    expect((await visitor.post('/saml/acs', { SAMLResponse })).status).toBe(303);
  });

  test('two tabs of one browser both get in', async () => {
    const { visitor, answer } = await startSignIn(portal);
    const second = (await visitor.get('/auth/login?till=/kurs')).headers.location ?? '';
    const first = await answer();
    const other = await portal.provider.answer(
      second,
      portal.serviceProvider,
      portal.person('1001'),
    );
    expect((await visitor.post('/saml/acs', { SAMLResponse: first.SAMLResponse })).status).toBe(
      303,
    );
    const response = await visitor.post('/saml/acs', { SAMLResponse: other.SAMLResponse });
    expect(response.headers.location).toBe('/kurs');
  });
});
