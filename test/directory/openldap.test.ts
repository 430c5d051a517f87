import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOpenLdap, type Account, type OpenLdapSettings } from '../../src/directory/index.ts';
import { faultReason } from '../support/fault-reason.ts';
import { startLdapProxy, type LdapProxy } from '../support/ldap-proxy.ts';
import { slapd } from '../support/peers.ts';
import { startSlapd, type Slapd } from '../support/slapd.ts';
import {
  firstPassword,
  helperDn,
  helperPassword,
  oddName,
  policyDn,
  powerlessDn,
  suffix,
} from '../support/slapd-world.ts';
import { createTestCa, type TestCa } from '../support/test-ca.ts';

const good = 'kvist salt nordan ekorre';
const changed = { kind: 'changed', at: expect.any(Date) as Date };
const refused = (cause: string) => ({ kind: 'refused', cause });

describe.skipIf(!slapd)('OpenLDAP, on a real server', () => {
  let ca: TestCa;
  let server: Slapd;
  let proxy: LdapProxy;
  beforeAll(async () => {
    ca = await createTestCa();
    server = await startSlapd(ca);
    proxy = await startLdapProxy(ca, server.url);
  });
  afterAll(async () => {
    await proxy.close();
    await server.close();
  });

  const directory = (changes: Partial<OpenLdapSettings> = {}) =>
    createOpenLdap({
      urls: [server.url],
      ca: ca.certificatePem,
      bind: { dn: helperDn, password: helperPassword },
      connections: 10,
      connectMs: 5_000,
      operationMs: 10_000,
      logger: { warn: () => undefined },
      base: `ou=personal,${suffix}`,
      match: 'employeeNumber',
      login: 'uid',
      policyDn,
      asciiOnly: false,
      ...changes,
    });

  const accountOf = async (number: string): Promise<Account> => {
    const login = `person${number}@kalix.test`;
    const account = await directory().findAccount({ login, employeeNumbers: [number] });
    if (!account) throw new Error(`The test directory has no account ${number}.`);
    return account;
  };

  test('a new password is set, opens the account, and has its moment', async () => {
    const account = await accountOf('1001');
    expect(await directory().verify(account, good)).toBe(false);
    const outcome = await directory().resetPassword(account, good);
    expect(outcome).toEqual(changed);
    expect(await directory().verify(account, good)).toBe(true);
    const at = await directory().passwordSetAt(account);
    expect(outcome).toEqual({ kind: 'changed', at });
    expect(Date.now() - (at?.getTime() ?? 0)).toBeLessThan(60_000);
  });

  test.each([
    ['employeeNumber', 'nobody@kalix.test'],
    ['uid', 'person1020@norrstrand.se'],
    ['mail', 'Person1020@kalix.test'],
  ] as const)('a person is found by %s', async (match, login) => {
    const person = { login, employeeNumbers: match === 'employeeNumber' ? ['9999', '1020'] : [] };
    const account = await directory({ match, login: 'mail' }).findAccount(person);
    expect(account).toMatchObject({
      id: `cn=Person 1020,ou=personal,${suffix}`,
      login: 'person1020@kalix.test',
      disabled: false,
      expired: false,
      lockedUntil: null,
    });
  });

  test.each([
    ['nobody has the number', ['9999']],
    ['there is no number', []],
    ['two accounts have it', ['1009']],
    ['it means everybody in a filter', ['*']],
  ])('no account is taken when %s', async (_why, employeeNumbers) => {
    expect(await directory().findAccount({ login: 'x', employeeNumbers })).toBeNull();
  });

  test('a name with å, ö, comma, parenthesis and quote is reset like any other', async () => {
    const account = await accountOf('1006');
    expect(account.otherNames).toContain(oddName);
    const password = 'båt och ål i snön';
    expect(await directory().resetPassword(account, password.normalize('NFD'))).toEqual(changed);
    expect(await directory().verify(account, password)).toBe(true);
  });

  test('the policy is the default one, or the person’s own', async () => {
    const of = async (number: string) => directory().effectivePolicy(await accountOf(number));
    expect(await of('1001')).toMatchObject({ minLength: 14, history: 5, complexity: false });
    expect(await of('1008')).toMatchObject({ minLength: 20, maxLength: 40, history: 8 });
    const unknown = directory({ policyDn: undefined });
    expect(await unknown.effectivePolicy(await accountOf('1001'))).toMatchObject({ minLength: 0 });
  });

  test('the server refuses what is too short or was used before, and says which', async () => {
    const account = await accountOf('1021');
    expect(await directory().resetPassword(account, 'kvist salt')).toEqual(refused('policy'));
    expect(await directory().resetPassword(account, firstPassword)).toEqual(refused('in-history'));
    expect(await directory().resetPassword(account, good)).toEqual(changed);
    expect(await directory().resetPassword(account, firstPassword)).toEqual(refused('in-history'));
    expect(await directory().verify(account, good)).toBe(true);
  });

  test('the server refuses what is too long or too soon, and says which', async () => {
    const account = await accountOf('1008');
    const long = `${good} ${good}`;
    expect(await directory().resetPassword(account, long)).toEqual(refused('policy'));
    expect(await directory().resetPassword(account, good)).toEqual(changed);
    expect(await directory().resetPassword(account, `en ny ${good}`)).toEqual(
      refused('too-recent'),
    );
  });

  test('a locked account says so, and a reset opens it', async () => {
    const account = await accountOf('1002');
    for (let i = 0; i < 3; i += 1) await directory().verify(account, 'fel');
    expect(await directory().verify(account, firstPassword)).toBe(false);
    const minutes = (((await accountOf('1002')).lockedUntil?.getTime() ?? 0) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(25);
    expect(minutes).toBeLessThan(31);
    expect(await directory().resetPassword(account, good)).toEqual(changed);
    expect(await directory().verify(account, good)).toBe(true);
    expect((await accountOf('1002')).lockedUntil).toBeNull();
  });

  test('a closed account and one that has run out are neither reset nor opened', async () => {
    const closed = await accountOf('1003');
    expect(closed).toMatchObject({ disabled: true, expired: false, lockedUntil: null });
    expect(await directory().resetPassword(closed, good)).toEqual(refused('disabled'));
    const ended = await accountOf('1005');
    expect(ended).toMatchObject({ disabled: false, expired: true });
    expect(await directory().resetPassword(ended, good)).toEqual(refused('expired'));
    for (const account of [closed, ended])
      expect(await directory().verify(account, firstPassword)).toBe(false);
  });

  test('one who must change can reset, and need not change once more', async () => {
    const account = await accountOf('1004');
    // Whoever must change may do nothing else, not even look around.
    const lookAround = (password: string) =>
      faultReason(directory({ bind: { dn: account.id, password } }).passwordSetAt(account));
    expect(await lookAround(firstPassword)).toBe('unexpected');
    expect(await directory().resetPassword(account, good)).toEqual(changed);
    expect(await directory().verify(account, good)).toBe(true);
    expect(await lookAround(good)).toBe('done');
  });

  test('without the right to reset, the person is told so and nothing changes', async () => {
    const bind = { dn: powerlessDn, password: helperPassword };
    const account = await accountOf('1022');
    expect(await directory({ bind }).resetPassword(account, good)).toEqual(refused('not-allowed'));
    expect(await directory().verify(account, firstPassword)).toBe(true);
    const wrong = directory({ bind: { dn: helperDn, password: 'fel' } });
    expect(await faultReason(wrong.passwordSetAt(account))).toBe('sign-in-refused');
  });

  test('an account that is gone is told as such', async () => {
    const gone = { ...(await accountOf('1020')), id: `cn=Borta,${suffix}` };
    expect(await directory().resetPassword(gone, good)).toEqual(refused('not-found'));
    expect(await directory().verify(gone, good)).toBe(false);
    expect(await directory().verify(gone, '')).toBe(false);
    expect(await directory().passwordSetAt(gone)).toBeNull();
  });

  // The steps of a reset: sign in, read the account, change, read.
  test.each(
    [1, 2, 3, 4].flatMap((step) => [
      [step, 'cut-before'] as const,
      [step, 'cut-after'] as const,
      [step, 'kept'] as const,
    ]),
  )('at step %i the line is %s: what is told is true in the directory', async (step, fate) => {
    const account = await accountOf('1023');
    const password = `${good} ${step} ${fate}`;
    proxy.decide(({ number }) => (number === step ? fate : 'passed'));
    const through = directory({ urls: [proxy.url], operationMs: 300 });
    const outcome = await through.resetPassword(account, password);
    expect(proxy.seen()).toHaveLength(step);
    expect(outcome.kind).toBe(step >= 3 ? 'unanswered' : 'unavailable');
    const hasArrived = step > 3 || (step === 3 && fate === 'cut-after');
    expect(await directory().verify(account, password)).toBe(hasArrived);
  });
});
