import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { lastRefusal, startSignIn } from './watch-portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const minutes = (count: number) => new Date(Date.now() + count * 60_000);

/** Where the page's buttons lead, as they are written. */
const buttonsOf = (html: string): string[] =>
  [...html.matchAll(/<a class="ds-button"[^>]* href="([^"]+)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );

/** An identity provider whose clock differs from the portal's. */
const clockOff = (count: number) => ({
  issueInstant: minutes(count),
  assertionIssueInstant: minutes(count),
  authnInstant: minutes(count),
  notBefore: minutes(count),
  notOnOrAfter: minutes(count + 2),
});

const wanted = '/hjalp?a=b';
const start = () => startSignIn(portal, `/auth/login?till=${encodeURIComponent(wanted)}`);

interface Ending {
  visitor: Visitor;
  form: { SAMLResponse: string };
}

const late = async (): Promise<Ending> => {
  const { visitor, answer } = await start();
  const { SAMLResponse } = await answer();
  const requests = portal.services.store.connection.collection('saml-requests');
  await requests.updateMany({ usedAt: null }, { $set: { createdAt: minutes(-11) } });
  return { visitor, form: { SAMLResponse } };
};

const twice = async (): Promise<Ending> => {
  const { visitor, answer } = await start();
  const { SAMLResponse } = await answer();
  await visitor.post('/saml/acs', { SAMLResponse });
  // The answer comes from another site: the session's own cookie stays at home.
  visitor.cookies.delete('portal.sid');
  return { visitor, form: { SAMLResponse } };
};

const elsewhere = async (): Promise<Ending> => {
  const { answer } = await start();
  const { SAMLResponse } = await answer();
  return { visitor: portal.visitor(), form: { SAMLResponse } };
};

const offBy = (count: number) => async (): Promise<Ending> => {
  const { visitor, answer } = await start();
  const { SAMLResponse } = await answer(clockOff(count));
  return { visitor, form: { SAMLResponse } };
};

describe('a sign-in that ended oddly', () => {
  test.each([
    ['went on in another browser or on another device', elsewhere, 'SAML_OTHER_BROWSER', 'kakor'],
    ['was sent again by reloading or going back', twice, 'SAML_REPLAY', 'redan använd'],
    ['was answered after more than ten minutes', late, 'SAML_REQUEST_EXPIRED', 'för gammal'],
    ['came from a clock five minutes ahead', offBy(5), 'SAML_ISSUE_INSTANT', 'klocka fel'],
    ['came from a clock five minutes behind', offBy(-5), 'SAML_ISSUE_INSTANT', 'klocka fel'],
  ])(
    'because it %s says what happened and has one button, which works',
    async (_why, end, code, words) => {
      const { visitor, form } = await end();
      const page = await visitor.post('/saml/acs', form);
      expect(await lastRefusal(portal)).toBe(code);
      expect(page.text).toContain(words);
      const [button = '', ...others] = buttonsOf(page.text);
      expect(others).toEqual([]);
      const back = await portal.identify(visitor, button, portal.person('1001'));
      expect(back.status).toBe(303);
      expect((await visitor.follow(back)).text).toContain('Anna Åström');
    },
  );

  test.each([
    ['late', late],
    ['in another browser', elsewhere],
  ])('%s, keeps the place the person wanted, on our side', async (_how, end) => {
    const { visitor, form } = await end();
    const [button = ''] = buttonsOf((await visitor.post('/saml/acs', form)).text);
    const back = await portal.identify(visitor, button, portal.person('1001'));
    expect(back.headers.location).toBe(wanted);
  });

  test('and never got an answer, can be begun anew', async () => {
    const { visitor } = await start();
    const front = await visitor.get('/');
    expect(front.text).toContain('/auth/login');
    const back = await portal.identify(visitor, '/auth/login', portal.person('1001'));
    expect(back.status).toBe(303);
  });
});

describe('a browser that keeps no cookies', () => {
  test('is told so, however often it tries', async () => {
    for (let tries = 0; tries < 2; tries += 1) {
      const { visitor, answer } = await start();
      visitor.cookies.clear();
      const { SAMLResponse } = await answer();
      const page = await visitor.post('/saml/acs', { SAMLResponse });
      expect(page.text).toContain('Tillåt kakor');
      expect(buttonsOf(page.text)).toHaveLength(1);
    }
  });
});
