import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createBuiltinDirectory, type Account } from '../../src/directory/index.ts';
import { indexesReady } from '../../src/platform/store-connection.ts';
import { openTestStore, type TestStore } from './open-test-store.ts';

const first = 'kvist salt nordan ekorre';
const minute = 60_000;

let store: TestStore;
let clock: Date;
let people = 0;

const directory = () => createBuiltinDirectory(store.connection, () => clock);

const somebody = () => {
  people += 1;
  return { login: `person${people}@norrstrand.se`, employeeNumbers: [String(1000 + people)] };
};

const accountOf = async (person = somebody()): Promise<Account> => {
  const account = await directory().findAccount(person);
  if (!account) throw new Error('The built-in directory makes the account.');
  return account;
};

const changed = { kind: 'changed', at: expect.any(Date) as Date };
const refused = (cause: string) => ({ kind: 'refused', cause });

beforeAll(async () => {
  store = await openTestStore();
  createBuiltinDirectory(store.connection);
  await indexesReady(store.connection);
});
afterAll(() => store.close());
beforeEach(() => {
  clock = new Date('2026-11-24T07:00:00Z');
});

test('an employee has one account, however many ask for it at once', async () => {
  const person = somebody();
  const found = await Promise.all(Array.from({ length: 8 }, () => accountOf(person)));
  expect(new Set(found.map(({ id }) => id)).size).toBe(1);
  expect(found[0]).toMatchObject({ login: person.login, disabled: false, lockedUntil: null });
});

test('an employee who changed login keeps the account, by the employee number', async () => {
  const person = somebody();
  const before = await accountOf(person);
  const after = await accountOf({ ...person, login: 'new.name@norrstrand.se' });
  expect(after.id).toBe(before.id);
});

test('a new password opens the account, and the one before it no longer does', async () => {
  const account = await accountOf();
  expect(await directory().verify(account, first)).toBe(false);
  expect(await directory().passwordSetAt(account)).toBeNull();

  expect(await directory().resetPassword(account, first)).toEqual({ kind: 'changed', at: clock });
  expect(await directory().verify(account, first)).toBe(true);
  expect(await directory().passwordSetAt(account)).toEqual(clock);

  expect(await directory().resetPassword(account, 'torsk lykta bastu vinter')).toEqual(changed);
  expect(await directory().verify(account, first)).toBe(false);
});

test('a password typed on another keyboard is the same password', async () => {
  const account = await accountOf();
  await directory().resetPassword(account, 'båt och ål i snön'.normalize('NFD'));
  expect(await directory().verify(account, 'båt och ål i snön'.normalize('NFC'))).toBe(true);
});

test('the five latest passwords are refused, the sixth may come back', async () => {
  const account = await accountOf();
  const passwords = ['ett', 'två', 'tre', 'fyra', 'fem', 'sex'].map((word) => `${word} ${first}`);
  for (const password of passwords)
    expect(await directory().resetPassword(account, password)).toEqual(changed);
  for (const password of passwords.slice(1))
    expect(await directory().resetPassword(account, password)).toEqual(refused('in-history'));
  expect(await directory().resetPassword(account, `ett ${first}`)).toEqual(changed);
});

test.each([
  ['too short', 'kvist salt nor'],
  ['too long', 'kvist '.repeat(30)],
])('a password that is %s is refused by the directory itself', async (_how, password) => {
  const account = await accountOf();
  expect(await directory().resetPassword(account, password)).toEqual(refused('policy'));
  expect(await directory().passwordSetAt(account)).toBeNull();
});

test('the same password sent twice at once is set once and refused once', async () => {
  const account = await accountOf();
  const outcomes = await Promise.all([
    directory().resetPassword(account, first),
    directory().resetPassword(account, first),
  ]);
  expect(outcomes).toEqual(expect.arrayContaining([changed, refused('in-history')]));
});

test('ten wrong tries close the account for a quarter of an hour, also tried all at once', async () => {
  const account = await accountOf();
  await directory().resetPassword(account, first);
  await Promise.all(Array.from({ length: 14 }, () => directory().verify(account, 'wrong')));
  expect(await directory().verify(account, first)).toBe(false);

  clock = new Date(clock.getTime() + 16 * minute);
  expect(await directory().verify(account, first)).toBe(true);
});

test('a locked account says until when, and a reset opens it', async () => {
  const person = somebody();
  const account = await accountOf(person);
  await directory().resetPassword(account, first);
  for (let i = 0; i < 10; i += 1) await directory().verify(account, 'wrong');
  const locked = await accountOf(person);
  expect(locked.lockedUntil).toEqual(new Date(clock.getTime() + 15 * minute));

  await directory().resetPassword(account, 'torsk lykta bastu vinter');
  expect(await directory().verify(account, 'torsk lykta bastu vinter')).toBe(true);
  expect((await accountOf(person)).lockedUntil).toBeNull();
});

test('a closed account is neither reset nor opened', async () => {
  const account = await accountOf();
  await directory().resetPassword(account, first);
  await store.connection.models.DirectoryAccount?.updateOne(
    { _id: account.id },
    { disabled: true },
  );
  expect(await directory().verify(account, first)).toBe(false);
  expect(await directory().resetPassword(account, `ny ${first}`)).toEqual(refused('disabled'));
});

test('an account that is gone is told as such', async () => {
  const gone: Account = { ...(await accountOf()), id: '0123456789abcdef01234567' };
  expect(await directory().resetPassword(gone, first)).toEqual(refused('not-found'));
  expect(await directory().verify(gone, first)).toBe(false);
  expect(await directory().passwordSetAt(gone)).toBeNull();
});

test('no password can be read from what lies on the disk', async () => {
  const account = await accountOf();
  const sentinel = 'grodlår och pimpsten';
  await directory().resetPassword(account, sentinel);
  await directory().verify(account, `${sentinel} fel`);
  const bytes = await store.rawBytes();
  expect(bytes.includes(account.login)).toBe(true);
  expect(bytes.includes('pimpsten')).toBe(false);
});
