import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalCodes } from '../../src/auth/saml-refusal.ts';
import { failures, type ResponseOptions } from '../../src/dev/identity-provider/index.ts';
import { attributeName } from '../../src/dev/identity-provider/saml-names.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { strangersPersonalNumber } from '../support/small-roster.ts';
import type { Visitor } from '../support/visitor.ts';
import { auditOf, sessionCount } from './watch-portal.ts';

let portal: TestPortal;
let it: Visitor;
beforeAll(async () => {
  portal = await startTestPortal();
  it = await portal.signInAndReset('3002');
});
afterAll(() => portal.close());

const refuse = async (response: ResponseOptions, number = '1001') => {
  const shown = await portal.identify(
    portal.visitor(),
    '/auth/login',
    portal.person(number),
    response,
  );
  return shown.text;
};

const page = async (visitor = it) => (await visitor.get('/inloggning')).text;

const twoNumbers = {
  attributes: { [attributeName.personalIdentityNumber]: ['199112102380', '199112102398'] },
};

describe('the page of IT about signing in', () => {
  test('shows who signed in to nobody: when, where and how it went, without a name or number', async () => {
    await portal.signIn('1001');
    const text = await page();
    expect(text).toContain('BankID');
    expect(text).toContain('Gick bra');
    expect(text).not.toMatch(/Åström|anna\.astrom|199112102380/);
  });

  test.each([
    [
      'no personal number',
      { attributes: {} },
      'Det kom inget personnummer',
      'SAML_NO_PERSONAL_NUMBER',
    ],
    ['several', twoNumbers, 'Det kom flera personnummer', 'SAML_SEVERAL_PERSONAL_NUMBERS'],
  ])(
    'says that %s arrived, which the visitor is not told',
    async (_what, response, words, code) => {
      const visitors = await refuse(response);
      expect(visitors).not.toMatch(/personnummer|SAML_/i);
      const text = await page();
      expect(text).toContain(words);
      expect(text).toContain(code);
    },
  );

  test('tells who broke off from who was refused', async () => {
    await refuse(failures.cancel);
    expect(await page()).toContain('Personen avbröt.');
    expect(await page()).toContain('Avbruten');
  });

  test('leads to the record in the log, where the name is', async () => {
    await portal.signIn('1002');
    const [, address = ''] = /href="(\/logg\?fore=\d+)"/.exec(await page()) ?? [];
    expect((await it.get(address)).text).toContain('Öberg, Bo');
  });

  test('shows a hundred and no more', async () => {
    const last = (await auditOf(portal))[0]?._id ?? 0;
    const many = Array.from({ length: 120 }, (_, n) => ({
      action: 'signin.refused',
      result: 'refused',
      code: n === 0 ? 'SAML_XML' : 'SAML_LEVEL',
      at: new Date(),
      previous: '',
      seal: 'x',
    }));
    const audit = portal.services.store.connection.collection('audit');
    const ids = many.map((record, n) => ({ ...record, _id: last + 1 + n }));
    await audit.insertMany(ids as never);
    const text = await page();
    await audit.deleteMany({ seal: 'x' });
    expect(text.match(/href="\/logg\?fore=/g)).toHaveLength(100);
    expect(text).not.toContain('SAML_XML');
  });

  test('shows when certificates and metadata end, and warns 30 days before', async () => {
    const text = await page();
    expect(text).toContain('Portalen</td>');
    // The identity provider's metadata is valid for a week, and a file does not renew itself.
    expect(text.match(/Går ut snart/g)).toHaveLength(1);
  });

  test('is for IT and linked from where IT is', async () => {
    expect((await it.get('/verktyg')).text).toContain('href="/inloggning"');
    const hr = await portal.signInAndReset('3001');
    expect((await hr.get('/inloggning')).status).toBe(403);
    expect((await hr.get('/inloggning/prov?hos=bankid')).status).toBe(403);
    expect((await hr.get('/logg')).text).not.toContain('href="/inloggning"');
  });

  test('has words for every code, in both languages', () => {
    const { i18n } = portal.services;
    for (const code of refusalCodes)
      for (const t of [i18n.sv, i18n.en]) expect(t(`signin.cause.${code}`)).not.toBe('');
  });
});

describe('trying a sign-in', () => {
  const attempt = async (who: string | null, response?: ResponseOptions) => {
    const person = who === null ? null : portal.person(who);
    const answer = await portal.identify(it, '/inloggning/prov?hos=bankid', person, response);
    return { answer, shown: await it.follow(answer) };
  };

  test('shows which attributes arrive, the level and the algorithms, and no value', async () => {
    const { shown } = await attempt('1001');
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('Provet gick bra');
    const { personalIdentityNumber, givenName } = attributeName;
    for (const name of [personalIdentityNumber, givenName]) expect(shown.text).toContain(name);
    expect(shown.text).toContain('http://id.elegnamnden.se/loa/1.0/loa3');
    expect(shown.text).toContain('#rsa-sha256');
    expect(shown.text).toContain('aes256-gcm');
    expect(shown.text).not.toMatch(/199112102380|Åström/);
  });

  test('begins no session and leaves the present one as it is', async () => {
    const cookie = it.cookies.get('portal.sid');
    const before = await sessionCount(portal);
    await attempt('1001');
    expect(await sessionCount(portal)).toBe(before);
    expect(it.cookies.get('portal.sid')).toBe(cookie);
    expect((await it.get('/hjalp')).text).toContain('Ivar Is');
  });

  test.each([
    ['a level that was not asked for', { authnContext: 'urn:low' }, 'SAML_LEVEL', 'urn:low'],
    [
      'another attribute than the one expected',
      { attributes: { nin: '199112102380' } },
      'SAML_NO_PERSONAL_NUMBER',
      'urn:oid:1.2.752.29.4.13, och det kom inte',
    ],
  ])('with %s says why, and shows what came all the same', async (_what, response, code, words) => {
    const { shown } = await attempt('1001', response);
    expect(shown.text).toContain('Provet stoppades');
    expect(shown.text).toContain(code);
    expect(shown.text).toContain(words);
    expect(shown.text).not.toContain('199112102380');
  });

  test('with an old signature method says so, and names the method', async () => {
    const sha1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
    const { shown } = await attempt('1001', { signatureAlgorithm: sha1 });
    expect(shown.text).toContain('SAML_SIGNATURE_ALGORITHM');
    expect(shown.text).toContain(sha1);
  });

  test('shows nothing of an assertion whose signature cannot be trusted', async () => {
    const changeAssertion = (xml: string) => xml.replace('199112102380', '199112102398');
    const { shown } = await attempt('1001', { changeAssertion });
    expect(shown.text).toContain('SAML_ASSERTION_SIGNATURE');
    expect(shown.text).not.toContain(attributeName.personalIdentityNumber);
  });

  test('with somebody who is not on the roster, or who breaks off, says so', async () => {
    const attributes = { [attributeName.personalIdentityNumber]: strangersPersonalNumber };
    expect((await attempt('1001', { attributes })).shown.text).toContain('PERSON_UNKNOWN');
    expect((await attempt(null, failures.cancel)).shown.text).toContain('Personen avbröt.');
  });

  test('is in the audit log and on the page as a trial', async () => {
    await attempt('1001');
    const [last] = await auditOf(portal);
    expect(last).toMatchObject({ action: 'signin.tried', result: 'ok' });
    expect(await page()).toContain('Prov</td>');
  });

  test('is seen by the one who tried, and by nobody else', async () => {
    const { answer } = await attempt('1001');
    const address = answer.headers.location ?? '';
    await portal.services.store.connection
      .collection('employees')
      .updateOne({ employeeNumbers: '3003' }, { $set: { roles: ['employee', 'it'] } });
    const other = await portal.signInAndReset('3003');
    expect((await other.get('/inloggning')).status).toBe(200);
    expect((await other.get(address)).status).toBe(404);
    expect((await it.get('/inloggning/prov?hos=nobody')).status).toBe(404);
  });

  test('an answer posted twice shows what the first one came to', async () => {
    const to = (await it.get('/inloggning/prov?hos=bankid')).headers.location ?? '';
    const { SAMLResponse } = await portal.provider.answer(
      to,
      portal.serviceProvider,
      portal.person('1001'),
    );
    await it.post('/saml/acs', { SAMLResponse });
    const again = await it.follow(await it.post('/saml/acs', { SAMLResponse }));
    expect(again.text).toContain('Provet gick bra');
  });
});
