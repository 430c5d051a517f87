import { constants, createHash, verify as verifySignature, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findingInWords } from '../../src/directory/directory-check.ts';
import {
  createEntra,
  endEntraSessions,
  type Account,
  type EntraSettings,
} from '../../src/directory/index.ts';
import { createI18n } from '../../src/platform/i18n.ts';
import { selfSignedKeyPair } from '../../src/platform/key-pair.ts';
import { graphErrors, startEntraStub, type EntraStub } from '../support/entra-stub.ts';
import { faultReason } from '../support/fault-reason.ts';

const good = 'Kvist salt nordan 7';
const changed = { kind: 'changed', at: expect.any(Date) as Date };
const refused = (cause: string) => ({ kind: 'refused', cause });
const told: unknown[] = [];

let stub: EntraStub;
beforeEach(async () => {
  stub = await startEntraStub();
  told.length = 0;
});
afterEach(() => stub.close());

const settings = (changes: Partial<EntraSettings> = {}): EntraSettings => ({
  tenantId: 'tenant',
  clientId: 'portal',
  credential: { kind: 'secret', secret: 'app hemlighet' },
  loginUrl: stub.url,
  graphUrl: stub.url,
  match: 'employeeId',
  connections: 10,
  operationMs: 400,
  patienceMs: 3_000,
  logger: { warn: (...line: unknown[]) => told.push(line) },
  ...changes,
});

const entra = (changes: Partial<EntraSettings> = {}) => createEntra(settings(changes));

const accountOf = async (directory: ReturnType<typeof entra>, number: string): Promise<Account> => {
  const person = { login: `person${number}@kalix.test`, employeeNumbers: [number] };
  const account = await directory.findAccount(person);
  if (!account) throw new Error(`The stub has no account ${number}.`);
  return account;
};

const askedFor = (method: string) => stub.state.asked.filter(({ what }) => what.startsWith(method));

test('a new password is set, and all sessions of the account end', async () => {
  const directory = entra();
  const account = await accountOf(directory, '1001');
  expect(account).toMatchObject({ login: 'person1001@kalix.test', disabled: false });
  expect(await directory.verify(account, good)).toBe(false);

  expect(await directory.resetPassword(account, good.normalize('NFD'))).toEqual(changed);
  expect(stub.user('1001')).toMatchObject({ password: good, mustChange: false });
  expect(stub.state.revoked).toEqual(['person1001@kalix.test']);
  expect(await directory.verify(account, good)).toBe(true);
  expect(await directory.verify(account, `${good}!`)).toBe(false);
  expect(await directory.passwordSetAt(account)).toEqual(
    new Date(stub.user('1001').lastPasswordChangeDateTime ?? ''),
  );
});

test('the portal signs in with its secret, once for many requests', async () => {
  const directory = entra();
  await accountOf(directory, '1001');
  await accountOf(directory, '1003');
  expect(stub.state.tokenForms).toHaveLength(1);
  expect(Object.fromEntries(stub.state.tokenForms[0] ?? [])).toEqual({
    client_id: 'portal',
    scope: `${stub.url}/.default`,
    grant_type: 'client_credentials',
    client_secret: 'app hemlighet',
  });
});

test('or with a certificate, by an assertion that it signs for this endpoint alone', async () => {
  const keys = await selfSignedKeyPair({ commonName: 'portal', bits: 2048 });
  await accountOf(entra({ credential: { kind: 'certificate', ...keys } }), '1001');
  const form = stub.state.tokenForms[0];
  expect(form?.get('client_secret')).toBeNull();
  expect(form?.get('client_assertion_type')).toMatch(/jwt-bearer$/);
  const [head = '', body = '', signature = ''] = form?.get('client_assertion')?.split('.') ?? [];
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
  const { raw, publicKey } = new X509Certificate(keys.certificatePem);
  expect(read(head)).toEqual({
    alg: 'PS256',
    typ: 'JWT',
    'x5t#S256': createHash('sha256').update(raw).digest('base64url'),
  });
  expect(read(body)).toMatchObject({
    aud: `${stub.url}/tenant/oauth2/v2.0/token`,
    iss: 'portal',
    sub: 'portal',
  });
  const key = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  const signed = Buffer.from(`${head}.${body}`);
  expect(verifySignature('sha256', signed, key, Buffer.from(signature, 'base64url'))).toBe(true);
});

test('a secret that has expired is told with Microsoft’s own number', async () => {
  const body = { error: 'invalid_client', error_codes: [7000222], error_description: 'x' };
  stub.state.tokenReply = { status: 401, body };
  expect(await faultReason(accountOf(entra(), '1001'))).toBe('sign-in-refused');
  expect(JSON.stringify(told)).toContain('AADSTS7000222');
  expect(JSON.stringify(told)).not.toContain('hemlighet');
});

test('a token that Graph takes no longer is asked for anew, once', async () => {
  const directory = entra();
  await accountOf(directory, '1001');
  const refused = {
    status: 401,
    body: { error: { code: 'InvalidAuthenticationToken', message: 'x' } },
  };
  stub.state.replies = [refused];
  await accountOf(directory, '1001');
  expect(stub.state.tokenForms).toHaveLength(2);
  stub.state.replies = [refused, refused];
  expect(await faultReason(accountOf(directory, '1001'))).toBe('sign-in-refused');
});

test.each([
  ['nobody has the number', { login: 'x', employeeNumbers: ['9999'] }],
  ['there is no number', { login: 'x', employeeNumbers: [] }],
  ['two accounts have it', { login: 'x', employeeNumbers: ['1009'] }],
])('no account is taken when %s', async (_why, person) => {
  expect(await entra().findAccount(person)).toBeNull();
});

test('a quote in a name ends no filter', async () => {
  const directory = entra({ match: 'userPrincipalName' });
  const found = await directory.findAccount({ login: "o'hara@kalix.test", employeeNumbers: [] });
  expect(found?.id).toBe('another');
  const other = { login: "x' or userPrincipalName ne 'x", employeeNumbers: [] };
  expect(await directory.findAccount(other)).toBeNull();
});

test('the rules are those of Microsoft for the cloud', async () => {
  const account = await accountOf(entra(), '1001');
  expect(await entra().effectivePolicy(account)).toMatchObject({
    minLength: 8,
    complexity: true,
    asciiOnly: true,
  });
});

test.each([
  ['a password that is too weak', graphErrors.weak, 'policy'],
  ['an account beyond the application’s rights', graphErrors.forbidden, 'not-allowed'],
  ['an account that was removed meanwhile', graphErrors.gone, 'not-found'],
])('%s is refused, and the person told: %#', async (_what, reply, cause) => {
  const directory = entra();
  const account = await accountOf(directory, '1001');
  const right = { status: 200, body: stub.user('1001') };
  stub.state.replies = [right, reply];
  expect(await directory.resetPassword(account, good)).toEqual(refused(cause));
  expect(stub.user('1001').password).toBe('Gamla ordet 1');
  expect(stub.state.revoked).toEqual([]);
});

test('a closed account, one of Active Directory and one that is gone are left alone', async () => {
  const directory = entra();
  const closed = await accountOf(directory, '1003');
  expect(closed.disabled).toBe(true);
  expect(await directory.resetPassword(closed, good)).toEqual(refused('disabled'));
  const synchronised = await accountOf(directory, '1007');
  expect(await directory.resetPassword(synchronised, good)).toEqual(refused('not-allowed'));
  const gone = { ...closed, id: 'gone' };
  expect(await directory.resetPassword(gone, good)).toEqual(refused('not-found'));
  expect(await directory.passwordSetAt(gone)).toBeNull();
  expect(askedFor('PATCH')).toEqual([]);
});

test('when Graph asks to wait so many seconds, nothing is sent before', async () => {
  const directory = entra();
  const account = await accountOf(directory, '1001');
  stub.state.asked.length = 0;
  stub.state.replies = [graphErrors.busy('1')];
  const [outcome] = await Promise.all([
    directory.resetPassword(account, good),
    directory.passwordSetAt(account),
  ]);
  expect(outcome).toEqual(changed);
  const [first, ...later] = stub.state.asked.map(({ at }) => at);
  const soon = later.filter((at) => at - (first ?? 0) < 950);
  // What was under way already when the answer came could not be held back.
  expect(soon.length).toBeLessThanOrEqual(1);
  expect(askedFor('PATCH')).toHaveLength(1);
});

test('when Graph asks for longer than a person waits, nothing has changed', async () => {
  const directory = entra();
  const account = await accountOf(directory, '1001');
  stub.state.replies = [graphErrors.busy('120')];
  const outcome = await directory.resetPassword(account, good);
  expect(outcome).toEqual({ kind: 'unavailable', cause: 'busy' });
  expect(await faultReason(directory.passwordSetAt(account))).toBe('busy');
});

test('a fault that passes is passed over, after a pause that grows', async () => {
  const directory = entra();
  const account = await accountOf(directory, '1001');
  stub.state.asked.length = 0;
  stub.state.replies = [graphErrors.down, graphErrors.down];
  expect(await directory.resetPassword(account, good)).toEqual(changed);
  const [one = 0, two = 0, three = 0] = stub.state.asked.map(({ at }) => at);
  expect(two - one).toBeGreaterThanOrEqual(240);
  expect(three - two).toBeGreaterThanOrEqual(490);
});

test('an answer that is lost after the change is made up for', async () => {
  const directory = entra();
  const account = await accountOf(directory, '1001');
  const right = { status: 200, body: { ...stub.user('1001') } };
  stub.state.replies = [right, { status: 0, afterChange: true }];
  expect(await directory.resetPassword(account, good)).toEqual(changed);
  expect(stub.user('1001').password).toBe(good);
  expect(askedFor('PATCH').length).toBeGreaterThan(1);
});

test('when every answer to the change is lost, the account itself tells that it was made', async () => {
  const directory = entra({ patienceMs: 300 });
  const account = await accountOf(directory, '1001');
  const right = { status: 200, body: { ...stub.user('1001') } };
  stub.state.replies = [right, { status: 0, afterChange: true }];
  expect(await directory.resetPassword(account, good)).toEqual(changed);
  expect(await directory.verify(account, good)).toBe(true);
});

test('when nothing tells whether it was made, that is what is told', async () => {
  const directory = entra({ patienceMs: 300 });
  const account = await accountOf(directory, '1001');
  const right = { status: 200, body: { ...stub.user('1001') } };
  stub.state.replies = [right, graphErrors.down];
  expect(await directory.resetPassword(account, good)).toEqual({ kind: 'unanswered' });
  expect(await directory.verify(account, good)).toBe(false);
});

test('Graph that is not there, or turns the portal away, is told as such', async () => {
  const away = entra({ graphUrl: 'http://127.0.0.1:9', patienceMs: 300 });
  expect(await faultReason(accountOf(away, '1001'))).toBe('unreachable');
  stub.state.replies = [graphErrors.forbidden];
  expect(await faultReason(accountOf(entra(), '1001'))).toBe('not-supported');
});

test('the check tells whether the portal is let in, may read, and finds what it looks for', async () => {
  const { en } = createI18n(join(import.meta.dirname, '../../content/locales'));
  const texts = async () =>
    (await entra().check()).map((one) => `${one.level}: ${findingInWords(en, one)}`);
  expect(await texts()).toEqual([
    `ok: ${stub.url}: signed in, and users can be read`,
    'ok: users have employeeId',
  ]);
  stub.state.replies = [graphErrors.forbidden];
  expect((await texts()).join()).toMatch(
    /^fault: .*does not support or allow.*403 Authorization_RequestDenied/,
  );
  stub.state.tokenReply = {
    status: 401,
    body: { error: 'invalid_client', error_codes: [7000215] },
  };
  expect((await texts()).join()).toMatch(/^fault: .*is not let in.*AADSTS7000215/);
});

test('sessions that cannot be ended leave the new password as it is, and IT is told', async () => {
  const directory = entra();
  const account = await accountOf(directory, '1001');
  const right = { status: 200, body: stub.user('1001') };
  stub.state.replies = [right, { status: 204 }, graphErrors.forbidden];
  expect(await directory.resetPassword(account, good)).toEqual(changed);
  expect(JSON.stringify(told)).toContain('could not be ended');
});

test('after a reset in a directory that is synchronised, sessions in Entra ID end too', async () => {
  const cloud = entra();
  const account = { ...(await accountOf(cloud, '1001')), login: 'p1001', id: 'CN=Person' };
  account.otherNames = ['Person 1001', 'person1001@kalix.test'];
  const onPremises = (outcome: 'changed' | 'unavailable') =>
    endEntraSessions(
      {
        ...cloud,
        resetPassword: () =>
          Promise.resolve(
            outcome === 'changed' ? { kind: outcome, at: new Date() } : { kind: outcome },
          ),
      },
      cloud,
    );
  await onPremises('unavailable').resetPassword(account, good);
  expect(stub.state.revoked).toEqual([]);
  expect(await onPremises('changed').resetPassword(account, good)).toEqual(changed);
  expect(stub.state.revoked).toEqual(['person1001@kalix.test']);
});
