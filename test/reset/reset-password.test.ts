import { afterAll, beforeAll, expect, test } from 'vitest';
import { PortalError } from '../../src/platform/errors.ts';
import { openResetWorld, type ResetWorld } from './reset-world.ts';

const password = 'kvist salt nordan ekorre';
const other = 'torsk lykta bastu vinter';
const changed = { kind: 'changed', at: expect.any(Date) as Date };

/** One more reset within ten minutes is asked to wait. */
const after = (minutes: number) => ({ now: () => new Date(Date.now() + minutes * 60_000) });
const later = after(11);
const muchLater = after(22);

let world: ResetWorld;
beforeAll(async () => {
  world = await openResetWorld();
});
afterAll(() => world.close());

const stateOf = (rules: { id: string; state: string }[], id: string) =>
  rules.find((rule) => rule.id === id)?.state;

test('an accepted password works, frees the person, ends older sessions and uses up the step-up', async () => {
  const anna = await world.person();
  const result = await anna.reset(password);
  expect(result).toEqual(changed);
  expect(await world.builtin.verify(await anna.account(), password)).toBe(true);
  const at = result.kind === 'changed' ? result.at : null;
  expect(await anna.employee()).toMatchObject({
    resetRequiredSince: null,
    passwordSetAt: at,
    sessionsValidAfter: at,
  });
  expect(await anna.stepUpLeft()).toBe(false);
  const [before, after, ...more] = await anna.audited();
  expect(before).toMatchObject({ action: 'reset.begin', result: 'ok' });
  expect(after).toMatchObject({
    action: 'reset.password',
    result: 'ok',
    details: { begun: before?._id },
  });
  expect(more).toEqual([]);
});

test('a password against the rules changes nothing, says which, and costs no step-up', async () => {
  const anna = await world.person();
  const result = await anna.reset('Sommaren2024!');
  if (result.kind !== 'refused') throw new Error(result.kind);
  expect(stateOf(result.rules, 'not-common')).toBe('unmet');
  expect(stateOf(result.rules, 'not-personal')).toBe('met');
  expect(await anna.stepUpLeft()).toBe(true);
  expect(await anna.reset(password)).toEqual(changed);
});

test('when strength cannot be told in time the other rules decide, and nobody is kept waiting', async () => {
  const anna = await world.person();
  const strength = { isGuessable: () => Promise.resolve(null), close: () => Promise.resolve() };
  const result = await anna.reset('Sommaren2024!', { strength });
  if (result.kind !== 'refused') throw new Error(result.kind);
  expect(stateOf(result.rules, 'hard-to-guess')).toBe('open');
  expect(await anna.reset(password, { strength })).toEqual(changed);
});

test('a password the directory remembers is refused by name, and costs no step-up', async () => {
  const anna = await world.person();
  await anna.reset(other);
  await anna.stepUp();
  await anna.reset(password, later);
  await anna.stepUp();
  const result = await anna.reset(other, muchLater);
  if (result.kind !== 'refused') throw new Error(result.kind);
  expect(stateOf(result.rules, 'not-recent')).toBe('unmet');
  expect(stateOf(result.rules, 'not-common')).toBe('met');
  expect(await anna.stepUpLeft()).toBe(true);
});

test('the password a person already has is no new password', async () => {
  const anna = await world.person();
  await anna.reset(password);
  await anna.stepUp();
  expect((await anna.reset(password, later)).kind).toBe('refused');
});

test('a second reset within ten minutes changes nothing, and says from when on it would', async () => {
  const anna = await world.person();
  const first = await anna.reset(other);
  await anna.stepUp();
  const changed = first.kind === 'changed' ? first.at : new Date(0);
  const again = new Date(changed.getTime() + 10 * 60_000);
  expect(await anna.reset(password)).toEqual({ kind: 'just-changed', changed, again });
  expect(await world.builtin.verify(await anna.account(), other)).toBe(true);
  expect(await anna.stepUpLeft()).toBe(true);
  expect((await anna.audited()).at(-1)).toMatchObject({
    action: 'reset.password',
    result: 'refused',
    code: 'just-changed',
  });
  expect((await anna.reset(password, after(10.1))).kind).toBe('changed');
});

test('whoever is asked for a new password meanwhile need not wait', async () => {
  const anna = await world.person();
  await anna.reset(other);
  await anna.stepUp();
  await anna.mustReset();
  expect((await anna.reset(password)).kind).toBe('changed');
});

test('without a fresh BankID nothing changes', async () => {
  const anna = await world.person();
  await anna.reset(other);
  expect(await anna.reset(password)).toEqual({ kind: 'step-up-needed' });
  expect(await world.builtin.verify(await anna.account(), other)).toBe(true);
});

test('a form sent twice at once changes once and succeeds twice', async () => {
  const anna = await world.person();
  const [one, two] = await Promise.all([anna.reset(password), anna.reset(password)]);
  expect(one).toEqual(changed);
  expect(two).toEqual(one);
  const records = await anna.audited();
  expect(records.filter(({ action }) => action === 'reset.begin')).toHaveLength(1);
  expect(records.filter(({ action }) => action === 'reset.password')).toMatchObject([
    { action: 'reset.password', result: 'ok' },
  ]);
});

test('of two different passwords sent at once one is set, and only its sender is told so', async () => {
  const anna = await world.person();
  const results = await Promise.all([anna.reset(password), anna.reset(other)]);
  expect(results.map(({ kind }) => kind).sort()).toEqual(['changed', 'step-up-needed']);
  const winner = results[0].kind === 'changed' ? password : other;
  expect(await world.builtin.verify(await anna.account(), winner)).toBe(true);
});

const down = () => Promise.reject(new PortalError('DIRECTORY_DOWN'));

test.each([
  ['when the account is looked up', { findAccount: down }],
  ['when the policy is asked for', { effectivePolicy: down }],
  [
    'when the password is sent',
    { resetPassword: () => Promise.resolve({ kind: 'unavailable' } as const) },
  ],
])('a directory that is down %s changes nothing and keeps the place', async (_when, broken) => {
  const anna = await world.person();
  const directory = world.directoryWith(broken);
  expect(await anna.reset(password, { directory })).toEqual({ kind: 'unavailable' });
  expect(await anna.stepUpLeft()).toBe(true);
  expect((await anna.audited()).at(-1)).toMatchObject({ result: 'failed', code: 'unavailable' });
  expect(await anna.reset(password)).toEqual(changed);
});

test('an answer lost after the change is found again by trying once more', async () => {
  const anna = await world.person();
  const directory = world.directoryWith({ verify: down });
  expect(await anna.reset(password, { directory })).toEqual({ kind: 'unconfirmed' });
  const [before, after] = await anna.audited();
  expect(before?.action).toBe('reset.begin');
  expect(after).toMatchObject({
    result: 'failed',
    code: 'unconfirmed',
    details: { begun: before?._id },
  });
  expect((await anna.employee()).resetRequiredSince).not.toBeNull();
  expect(await anna.reset(password)).toEqual(changed);
  expect((await anna.employee()).resetRequiredSince).toBeNull();
});

test('a directory that goes down at the change leaves both that it began and that it failed', async () => {
  const anna = await world.person();
  const directory = world.directoryWith({ resetPassword: down });
  expect(await anna.reset(password, { directory })).toEqual({ kind: 'unavailable' });
  const [before, after] = await anna.audited();
  expect(after).toMatchObject({
    result: 'failed',
    code: 'unavailable',
    details: { begun: before?._id },
  });
});

test('no answer to the change itself is cleared up by looking whether the password works', async () => {
  const anna = await world.person();
  const directory = world.directoryWith({
    resetPassword: async (account, text) => {
      await world.builtin.resetPassword(account, text);
      return { kind: 'unanswered' };
    },
  });
  expect(await anna.reset(password, { directory })).toEqual(changed);
});

test('a change that cannot be seen to work counts as none', async () => {
  const anna = await world.person();
  const directory = world.directoryWith({ verify: () => Promise.resolve(false) });
  expect(await anna.reset(password, { directory })).toEqual({ kind: 'unconfirmed' });
  expect(await anna.stepUpLeft()).toBe(true);
  expect((await anna.employee()).passwordSetAt).toBeNull();
});

test.each([
  ['policy', 'refused-by-directory'],
  ['disabled', 'disabled'],
  ['not-found', 'no-account'],
  ['not-allowed', 'not-allowed'],
] as const)('the directory’s refusal %s is told as %s', async (cause, kind) => {
  const anna = await world.person();
  const directory = world.directoryWith({
    resetPassword: () => Promise.resolve({ kind: 'refused', cause }),
  });
  expect(await anna.reset(password, { directory })).toEqual({ kind });
  expect(await anna.stepUpLeft()).toBe(true);
  const [before, after] = await anna.audited();
  expect(after).toMatchObject({
    action: 'reset.password',
    result: 'refused',
    code: kind,
    details: { begun: before?._id, cause },
  });
});

test('after five refusals by the directory in a quarter of an hour the sixth try must wait', async () => {
  const anna = await world.person();
  const directory = world.directoryWith({
    resetPassword: () => Promise.resolve({ kind: 'refused', cause: 'policy' }),
  });
  for (let i = 0; i < 5; i += 1)
    expect((await anna.reset(password, { directory })).kind).toBe('refused-by-directory');
  expect(await anna.reset(password)).toEqual({ kind: 'too-many-tries' });
  expect(await world.builtin.passwordSetAt(await anna.account())).toBeNull();
});

test('a password that breaks a rule costs no try', async () => {
  const anna = await world.person();
  for (let i = 0; i < 6; i += 1) expect((await anna.reset('för kort')).kind).toBe('refused');
  expect((await anna.reset(password)).kind).toBe('changed');
});

test('a password is nowhere on the disk, neither the one set nor those refused', async () => {
  const anna = await world.person();
  await anna.reset('sommar pimpsten 2024 åström');
  await anna.reset('grodlår tvättbräda svala');
  const bytes = await world.rawBytes();
  expect(bytes.includes(anna.id)).toBe(true);
  for (const trace of ['pimpsten', 'tvättbräda', 'grodlår'])
    expect(bytes.includes(trace)).toBe(false);
});
