import { afterEach, beforeEach, expect, test } from 'vitest';
import { adDirectory } from '../support/ad-directory.ts';
import { signInAnswer, startAdStub, type AdStub } from '../support/ad-stub.ts';
import { faultReason } from '../support/fault-reason.ts';
import { createTestCa, type TestCa } from '../support/test-ca.ts';

const good = 'Kvist salt nordan 7';
const old = 'Gamla ordet 1';
const changed = { kind: 'changed', at: expect.any(Date) as Date };
const refused = (cause: string) => ({ kind: 'refused', cause });

let ca: TestCa;
let stub: AdStub;
beforeEach(async () => {
  ca = await createTestCa();
  stub = await startAdStub(ca);
});
afterEach(() => stub.close());

const directory = () => adDirectory(ca, [stub.url]);

test('the password and the opening of the account are one change, with the policy hints', async () => {
  expect(await directory().resetPassword(stub.account, good)).toEqual(changed);
  expect(stub.state.sent).toEqual([
    {
      attributes: ['unicodePwd', 'lockoutTime'],
      hints: { critical: true, value: '3003020101' },
    },
  ]);
  expect(await directory().verify(stub.account, good)).toBe(true);
});

test('a controller that does not offer the hints is not sent them', async () => {
  stub.state.offersHints = false;
  expect(await directory().resetPassword(stub.account, old)).toEqual(changed);
  expect(stub.state.sent[0]?.hints).toBeNull();
});

test('with the hints a password that was used before is refused', async () => {
  expect(await directory().resetPassword(stub.account, old)).toEqual(refused('policy'));
});

test('a password that was set too recently is told as such', async () => {
  stub.state.minAgeDays = 1;
  expect(await directory().resetPassword(stub.account, good)).toEqual(refused('too-recent'));
  stub.state.setAt = new Date(Date.now() - 25 * 3_600_000);
  expect(await directory().resetPassword(stub.account, good)).toEqual(changed);
});

test('a password that holds the account’s name is refused, and the portal knows the name', async () => {
  const password = 'Kvist Anna nordan 7';
  expect(await directory().resetPassword(stub.account, password)).toEqual(refused('policy'));
  expect((await directory().account('1001')).otherNames).toContain('anna');
});

test('a demand to change once more is lifted', async () => {
  stub.state.mustChangeAfter = true;
  expect(await directory().resetPassword(stub.account, good)).toEqual(changed);
  expect(stub.state.sent.map(({ attributes }) => attributes)).toEqual([
    ['unicodePwd', 'lockoutTime'],
    ['pwdLastSet'],
  ]);
  expect(stub.state.mustChange).toBe(false);
});

test.each([
  ['525', 'sign-in-refused'],
  ['52e', 'sign-in-refused'],
  ['530', 'sign-in-refused'],
  ['531', 'sign-in-refused'],
  ['532', 'sign-in-expired'],
  ['533', 'sign-in-disabled'],
  ['701', 'sign-in-expired'],
  ['773', 'sign-in-expired'],
  ['775', 'sign-in-locked'],
  ['8ff', 'sign-in-refused'],
])('the portal’s own account is not let in with %s: %s', async (code, reason) => {
  stub.state.bindAnswer = signInAnswer(code);
  expect(await faultReason(directory().account('1001'))).toBe(reason);
  const outcome = await directory().resetPassword(stub.account, good);
  expect(outcome).toEqual({ kind: 'unavailable', cause: reason });
});

test.each([
  ['52e', false],
  ['530', false],
  ['533', false],
  ['701', false],
  ['775', false],
  ['532', true],
  ['773', true],
])('a sign-in that is refused with %s had the right password: %s', async (code, right) => {
  stub.state.bindAnswer = signInAnswer(code);
  expect(await directory().verify(stub.account, good)).toBe(right);
});

test.each([
  [19, '0000052D: AtrErr: DSID-03190F80, #1', 'policy'],
  [53, '0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM), data 0', 'policy'],
  [
    50,
    '00000005: SecErr: DSID-031A11D8, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0',
    'not-allowed',
  ],
  [
    50,
    '00002098: SecErr: DSID-03150F93, problem 4003 (INSUFF_ACCESS_RIGHTS), data 0',
    'not-allowed',
  ],
  [32, '0000208D: NameErr: DSID-0310028B, problem 2001 (NO_OBJECT), data 0', 'not-found'],
  [50, '', 'not-allowed'],
])('a change refused with %i %s means: %s', async (code, text, cause) => {
  stub.state.modifyAnswer = { code, text };
  expect(await directory().resetPassword(stub.account, good)).toEqual(refused(cause));
});

test.each([
  [53, '0000001F: SvcErr: DSID-031A126C, problem 5003 (WILL_NOT_PERFORM), data 0', 'unexpected'],
  [12, '00000057: LdapErr: DSID-0C090B2A, comment: Error processing control', 'not-supported'],
  [8, '00002028: LdapErr: DSID-0C090202, comment: The server requires binds', 'tls'],
  [51, '0000200E: SvcErr: DSID-03152D2C, problem 5001 (BUSY), data 0', 'busy'],
  [52, '00000052: SvcErr: DSID-00000000, problem 5002 (UNAVAILABLE), data 0', 'busy'],
])('a change not made with %i %s is a fault: %s', async (code, text, cause) => {
  stub.state.modifyAnswer = { code, text };
  const outcome = await directory().resetPassword(stub.account, good);
  expect(outcome).toEqual({ kind: 'unavailable', cause });
});
