import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { openStoreBeside, type StoreBeside } from '../support/store-beside.ts';
import type { Visitor } from '../support/visitor.ts';

let store: StoreBeside;
let portal: TestPortal;
let swedish: Visitor;
let english: Visitor;
let answer: Record<string, string>;

/** The store runs beside the portal, so that it can go and come back. */
beforeAll(async () => {
  store = await openStoreBeside();
  portal = await startTestPortal({ environment: { MONGODB_URI: store.uri } });
  swedish = await portal.signInAndReset('1001');
  english = await portal.signIn('1002', 'en');
  const asked = await portal.visitor().get('/auth/login');
  const to = asked.headers.location ?? '';
  const { SAMLResponse } = await portal.provider.answer(
    to,
    portal.serviceProvider,
    portal.person('1001'),
  );
  answer = { SAMLResponse };
});
afterAll(async () => {
  await portal.close();
  await store.close();
});

const readiness = async () => {
  const response = await portal.visitor().get('/health/ready', 'application/json');
  return [response.status, (response.body as { checks: { store: boolean } }).checks.store];
};

describe('when the store is gone', () => {
  beforeAll(() => store.cut());

  test('a person is told so, in their language, with a reference that is in the log', async () => {
    const [sv, en, program] = await Promise.all([
      swedish.get('/kurs'),
      english.get('/losenord'),
      swedish.get('/kurs', 'application/json'),
    ]);
    expect([sv.status, en.status, program.status]).toEqual([503, 503, 503]);
    expect(sv.text).toContain('Vi kan inte spara just nu');
    expect(en.text).toContain('We cannot save anything right now');
    expect(program.body).toMatchObject({ code: 'STORE_DOWN' });
    for (const { text } of [sv, en]) {
      const [, reference = ''] = /<strong class="phrase">([0-9A-F]{8})</.exec(text) ?? [];
      const lines = portal.logText().split('\n');
      const fault = lines.find((line) => line.includes(reference) && line.includes('"fault"'));
      expect(fault).toMatch(/"code":"STORE_DOWN".*Mongo/);
    }
  });

  test('the front page still opens, and readiness says what is missing', async () => {
    expect((await portal.visitor().get('/')).status).toBe(200);
    expect((await portal.visitor().get('/hjalp')).status).toBe(200);
    expect(await readiness()).toEqual([503, false]);
    expect((await portal.visitor().get('/health/live')).status).toBe(200);
  });

  test('signing in says that it cannot be done now, and begins again from where it can', async () => {
    const begun = await portal.visitor().get('/auth/login?till=/kurs');
    expect(begun.status).toBe(503);
    expect(begun.text).toContain('href="/auth/login?till=/kurs">Försök igen');
    const answered = await portal.visitor().from('https://idp.example/').post('/saml/acs', answer);
    expect(answered.status).toBe(503);
    expect(answered.text).toContain('href="/">Försök igen');
  });
});

test('when the store is back, people go on where they were', async () => {
  await store.mend();
  await expect.poll(readiness, { timeout: 20_000 }).toEqual([200, true]);
  expect((await swedish.get('/kurs')).status).toBe(200);
});
