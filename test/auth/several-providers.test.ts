import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoKeyPair, readKeyPair } from '../../src/dev/demo-keys.ts';
import {
  createIdentityProvider,
  type IdentityProvider,
  type ResponseOptions,
} from '../../src/dev/identity-provider/index.ts';
import { level } from '../../src/dev/identity-provider/saml-names.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { lastRefusal } from './watch-portal.ts';

const loa4 = 'http://id.elegnamnden.se/loa/1.0/loa4';
const nin = 'nin';
const minute = 60_000;

let dir: string;
let portal: TestPortal;
let bankId: IdentityProvider;
let freja: IdentityProvider;

const providerAt = async (name: string, bits: number) => {
  const keys = readKeyPair(await demoKeyPair(process.env.TEST_KEYS ?? dir, name, bits));
  const levels = [level.loa3, level.uncertifiedLoa3, loa4];
  const provider = createIdentityProvider({ baseUrl: `http://127.0.0.1:1/${name}`, keys, levels });
  writeFileSync(join(dir, `${name}.xml`), provider.metadata());
  return provider;
};

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'portal-providers-'));
  [bankId, freja] = await Promise.all([
    providerAt('identity-provider', 2048),
    providerAt('second-identity-provider', 2048),
  ]);
  const providers = [
    { id: 'bankid', name: { sv: 'BankID', en: 'BankID' }, metadata: 'identity-provider.xml' },
    {
      id: 'freja',
      name: { sv: 'Freja+', en: 'Freja+' },
      metadata: 'second-identity-provider.xml',
      attributes: { personalNumber: nin },
      levels: [level.loa3],
      signIn: { maxAuthenticationAgeMinutes: 30 },
      stepUp: { levels: [loa4] },
      encryptedAssertions: false,
      signedAssertions: false,
    },
  ];
  const file = join(dir, 'providers.yaml');
  writeFileSync(file, stringify({ providers }));
  portal = await startTestPortal({ environment: { SAML_PROVIDERS_FILE: file } });
});
afterAll(async () => {
  await portal.close();
  rmSync(dir, { recursive: true, force: true });
});

/** What Freja says of Anna, in its own words. */
const frejas = (): ResponseOptions => ({
  attributes: { [nin]: portal.person('1001').personalNumber },
  encryptAssertion: false,
  signAssertion: false,
});

const answerOf = async (
  visitor: Visitor,
  path: string,
  provider: IdentityProvider,
  options?: ResponseOptions,
) => {
  const to = (await visitor.get(path)).headers.location ?? '';
  const anna = portal.person('1001');
  return provider.answer(to, portal.serviceProvider, anna, options);
};

const post = async (visitor: Visitor, answer: ReturnType<typeof answerOf>) =>
  visitor.post('/saml/acs', { SAMLResponse: (await answer).SAMLResponse });

describe('with two identity providers', () => {
  test('each signs people in by its own rules', async () => {
    const visitor = portal.visitor();
    expect((await post(visitor, answerOf(visitor, '/auth/login?hos=bankid', bankId))).status).toBe(
      303,
    );
    const other = portal.visitor();
    const answer = answerOf(other, '/auth/login?hos=freja', freja, frejas());
    expect((await post(other, answer)).status).toBe(303);
    expect((await other.get('/hjalp')).text).toContain('Anna');
  });

  test('neither answers for the other', async () => {
    const visitor = portal.visitor();
    const asked = (await visitor.get('/auth/login?hos=freja')).headers.location ?? '';
    const query = asked.slice(asked.indexOf('?') + 1);
    const request = freja.parse({ by: 'redirect', query }, portal.serviceProvider);
    const { SAMLResponse } = await bankId.respond(request, portal.person('1001'));
    expect((await visitor.post('/saml/acs', { SAMLResponse })).status).toBe(400);
    expect(await lastRefusal(portal)).toBe('SAML_SIGNATURE');
  });

  test('what one is trusted with open, the other must encrypt', async () => {
    const visitor = portal.visitor();
    const open = answerOf(visitor, '/auth/login?hos=bankid', bankId, { encryptAssertion: false });
    expect((await post(visitor, open)).status).toBe(400);
    expect(await lastRefusal(portal)).toBe('SAML_NOT_ENCRYPTED');
  });

  test('an authentication older than that provider may hand on signs nobody in', async () => {
    const visitor = portal.visitor();
    const authnInstant = new Date(Date.now() - 40 * minute);
    const late = answerOf(visitor, '/auth/login?hos=freja', freja, { ...frejas(), authnInstant });
    expect((await post(visitor, late)).status).toBe(400);
    expect(await lastRefusal(portal)).toBe('SAML_AUTHN_AGE');
  });

  test('a step-up goes to whom the person signed in with, at the level that it needs there', async () => {
    const visitor = portal.visitor();
    await post(visitor, answerOf(visitor, '/auth/login?hos=freja', freja, frejas()));
    const stepUp = '/auth/stepup?syfte=reset';
    const low = answerOf(visitor, stepUp, freja, { ...frejas(), authnContext: level.loa3 });
    expect((await post(visitor, low)).status).toBe(403);
    expect(await lastRefusal(portal)).toBe('SAML_LEVEL');
    const high = answerOf(visitor, stepUp, freja, { ...frejas(), authnContext: loa4 });
    expect((await post(visitor, high)).headers.location).toBe('/losenord/nytt');
  });
});

describe('the choice between them', () => {
  const choices = (text: string) =>
    [...text.matchAll(/href="\/auth\/login\?hos=(\w+)&amp;till=([^"]*)"[^>]*>([^<]+)</g)].map(
      ([, id, till, name]) => ({ id, till: decodeURIComponent(till ?? ''), name }),
    );

  test('is what the front page leads to, with the place that the person wanted', async () => {
    const visitor = portal.visitor();
    const front = (await visitor.get('/')).text;
    expect(front).toContain('href="/auth/login">Logga in</a>');
    expect(front).toContain('Visa vem du är med BankID eller Freja+');
    const page = await visitor.open('/kurs');
    expect(page.text).toContain('Hur vill du logga in?');
    expect(choices(page.text)).toEqual([
      { id: 'bankid', till: '/kurs', name: 'BankID' },
      { id: 'freja', till: '/kurs', name: 'Freja+' },
    ]);
    expect(page.text).not.toContain('Använde du senast');
  });

  test('is where a forgotten password begins', async () => {
    const { text } = await portal.visitor().get('/auth/login?till=/losenord');
    expect(choices(text).map(({ till }) => till)).toEqual(['/losenord', '/losenord']);
  });

  test('remembers the last one that worked, by a cookie that says nothing of the person', async () => {
    const visitor = portal.visitor();
    await post(visitor, answerOf(visitor, '/auth/login?hos=freja', freja, frejas()));
    expect(visitor.cookies.get('portal.idp')).toBe('freja');
    await visitor.get('/auth/login?hos=bankid');
    await visitor.submit('/auth/logout');
    const { text } = await visitor.get('/auth/login');
    expect(choices(text).map(({ id }) => id)).toEqual(['freja', 'bankid']);
    expect(text.indexOf('Freja+')).toBeLessThan(text.indexOf('Använde du senast'));
    expect(text.indexOf('Använde du senast')).toBeLessThan(text.indexOf('>BankID'));
  });

  test.each(['nobody', '"><script>', 'x'.repeat(4000)])(
    'is shown for a name or memory that is nobody’s: %s',
    async (name) => {
      const visitor = portal.visitor();
      visitor.cookies.set('portal.idp', encodeURIComponent(name));
      const { status, text } = await visitor.get(`/auth/login?hos=${encodeURIComponent(name)}`);
      expect(status).toBe(200);
      expect(choices(text)).toHaveLength(2);
    },
  );

  test('leads back into the portal only', async () => {
    const { text } = await portal.visitor().get('/auth/login?till=https://evil.example/');
    expect(choices(text)[0]?.till).toBe('/');
  });
});
