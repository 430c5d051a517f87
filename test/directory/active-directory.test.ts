import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adDirectory } from '../support/ad-directory.ts';
import { samba } from '../support/peers.ts';
import { startSamba, type Samba } from '../support/samba.ts';
import { firstPassword, oddName, powerlessDn } from '../support/samba-world.ts';
import { createTestCa, type TestCa } from '../support/test-ca.ts';

const good = 'Kvist salt nordan 7';
const changed = { kind: 'changed', at: expect.any(Date) as Date };
const refused = (cause: string) => ({ kind: 'refused', cause });

describe.skipIf(!samba)('Active Directory, on a real controller', { timeout: 60_000 }, () => {
  let ca: TestCa;
  let controller: Samba;
  const directory = (changes: Parameters<typeof adDirectory>[2] = {}) =>
    adDirectory(ca, [controller.url], changes);

  beforeAll(async () => {
    ca = await createTestCa();
    controller = await startSamba({ ca });
  }, 120_000);
  afterAll(() => controller.close());

  test('a new password is set, opens the account, and has its moment', async () => {
    const account = await directory().account('1001');
    const before = await directory().passwordSetAt(account);
    expect(await directory().verify(account, good)).toBe(false);

    const outcome = await directory().resetPassword(account, good);
    expect(outcome).toEqual(changed);
    expect(await directory().verify(account, good)).toBe(true);
    const after = await directory().passwordSetAt(account);
    expect(after?.getTime()).toBeGreaterThan(before?.getTime() ?? Infinity);
    expect(outcome).toEqual({ kind: 'changed', at: after });
  });

  test.each([
    ['employeeNumber', { login: 'nobody@kalix.test', employeeNumbers: ['9999', '1020'] }],
    ['userPrincipalName', { login: 'Person1020@kalix.test', employeeNumbers: [] }],
    ['sAMAccountName', { login: 'person1020@norrstrand.se', employeeNumbers: [] }],
  ] as const)('a person is found by %s', async (match, { login, employeeNumbers }) => {
    const person = { login, employeeNumbers: [...employeeNumbers] };
    const account = await directory({ match }).findAccount(person);
    expect(account).toMatchObject({
      id: 'CN=Person 1020,OU=Personal,DC=kalix,DC=test',
      login: 'person1020@kalix.test',
      disabled: false,
      expired: false,
      lockedUntil: null,
    });
  });

  test('the login is the name that people type there', async () => {
    const account = await directory({ login: 'sAMAccountName' }).account('1020');
    expect(account.login).toBe('person1020');
    expect(account.otherNames).toContain('Person 1020');
  });

  test.each([
    ['nobody has the number', ['9999']],
    ['there is no number', []],
    ['two accounts have it', ['1009']],
    ['it means everybody in a filter', ['*']],
    ['it would end the filter', ['1020)(employeeNumber=*']],
  ])('no account is taken when %s', async (_why, employeeNumbers) => {
    expect(await directory().findAccount({ login: 'x@kalix.test', employeeNumbers })).toBeNull();
  });

  test('a name with å, ö, comma, parenthesis and quote is reset like any other', async () => {
    const account = await directory().account('1006');
    expect(account.otherNames).toContain(oddName);
    expect(await directory().resetPassword(account, `${good} åäö`)).toEqual(changed);
    expect(await directory().verify(account, `${good} åäö`)).toBe(true);
  });

  test('letters composed by another keyboard are the same password', async () => {
    const account = await directory().account('1021');
    await directory().resetPassword(account, 'Båt och ål i snön 7'.normalize('NFD'));
    expect(await directory().verify(account, 'Båt och ål i snön 7'.normalize('NFC'))).toBe(true);
  });

  test('the policy is the domain’s, or the finer one laid on the person', async () => {
    const of = async (number: string) =>
      directory({ asciiOnly: true }).effectivePolicy(await directory().account(number));
    const domain = { minLength: 14, maxLength: 256, history: 5, complexity: true, asciiOnly: true };
    expect(await of('1001')).toMatchObject(domain);
    expect(await of('1008')).toMatchObject({ minLength: 20, history: 8, complexity: false });
  });

  test.each([
    ['1022', 'too short for the domain', 'Kort 7 ord'],
    ['1022', 'not mixed enough', 'kvist salt nordan ekorre'],
    ['1008', 'too short for the person’s own policy', 'Kvist salt nordan 7'],
  ])('the server refuses to %s a password that is %s', async (number, _what, password) => {
    const account = await directory().account(number);
    const before = await directory().passwordSetAt(account);
    expect(await directory().resetPassword(account, password)).toEqual(refused('policy'));
    expect(await directory().verify(account, firstPassword)).toBe(true);
    expect(await directory().passwordSetAt(account)).toEqual(before);
  });

  test('a locked account says so, and a reset opens it', async () => {
    const account = await directory().account('1002');
    for (let i = 0; i < 3; i += 1) await directory().verify(account, 'fel');
    expect(await directory().verify(account, firstPassword)).toBe(false);
    const { lockedUntil } = await directory().account('1002');
    const minutes = ((lockedUntil?.getTime() ?? 0) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(25);
    expect(minutes).toBeLessThan(31);

    expect(await directory().resetPassword(account, good)).toEqual(changed);
    expect(await directory().verify(account, good)).toBe(true);
    expect((await directory().account('1002')).lockedUntil).toBeNull();
  });

  test('a closed account and one that has run out are neither reset nor opened', async () => {
    const closed = await directory().account('1003');
    expect(closed).toMatchObject({ disabled: true, expired: false });
    expect(await directory().resetPassword(closed, good)).toEqual(refused('disabled'));
    expect(await directory().verify(closed, firstPassword)).toBe(false);

    const ended = await directory().account('1005');
    expect(ended).toMatchObject({ disabled: false, expired: true });
    expect(await directory().resetPassword(ended, good)).toEqual(refused('expired'));
    expect(await directory().verify(ended, firstPassword)).toBe(false);
  });

  test('one who must change can reset, and need not change once more', async () => {
    const account = await directory().account('1004');
    expect(await directory().passwordSetAt(account)).toBeNull();
    expect(await directory().verify(account, firstPassword)).toBe(true);
    expect(await directory().resetPassword(account, good)).toEqual(changed);
    expect(await directory().verify(account, good)).toBe(true);
    expect(await directory().passwordSetAt(account)).toEqual(expect.any(Date));
  });

  test('without the right to reset, the person is told so and nothing changes', async () => {
    const bind = { dn: powerlessDn, password: 'Portalens eget ord 7' };
    const account = await directory().account('1023');
    expect(await directory({ bind }).resetPassword(account, good)).toEqual(refused('not-allowed'));
    expect(await directory().verify(account, firstPassword)).toBe(true);

    // Beside the staff unit the portal's account has no rights either.
    const protectedOne = await directory().account('1007');
    expect(await directory().resetPassword(protectedOne, good)).toEqual(refused('not-allowed'));
  });

  test('an account that is gone is told as such', async () => {
    const gone = { ...(await directory().account('1020')), id: 'CN=Borta,DC=kalix,DC=test' };
    expect(await directory().resetPassword(gone, good)).toEqual(refused('not-found'));
    expect(await directory().verify(gone, good)).toBe(false);
    expect(await directory().passwordSetAt(gone)).toBeNull();
  });

  test('an empty password opens nothing', async () => {
    const account = await directory().account('1020');
    expect(await directory().verify(account, '')).toBe(false);
  });

  test('many at once go through a few connections, and all are changed', async () => {
    const few = directory({ connections: 2 });
    const numbers = ['1024', '1025', '1026', '1027', '1028', '1029'];
    const accounts = await Promise.all(numbers.map((number) => few.account(number)));
    const outcomes = await Promise.all(accounts.map((one) => few.resetPassword(one, good)));
    expect(outcomes).toEqual(numbers.map(() => changed));
  });
});
