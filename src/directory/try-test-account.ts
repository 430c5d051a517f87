import { randomBytes } from 'node:crypto';
import { fault, mustHold, ok, orFault, warning, type CheckFinding } from './directory-check.ts';
import type { Account, Directory, ResetOutcome } from './directory.ts';

/** Breaks every policy: whoever takes it does not judge the portal's account. */
const tooShort = 'a';

/** Long, of all kinds, and in nobody's list. */
const strong = (): string => `Aa1 ${randomBytes(24).toString('base64url')}`;

const notSet = (outcome: ResetOutcome): CheckFinding =>
  'cause' in outcome
    ? fault('not-set', { cause: outcome.cause, code: outcome.cause })
    : fault('not-confirmed');

const state = ({ disabled, expired, lockedUntil }: Account): string => {
  if (disabled) return 'disabled';
  if (expired) return 'expired';
  return lockedUntil ? 'locked' : 'open';
};

const tryReset = async (directory: Directory, account: Account): Promise<CheckFinding[]> => {
  const weak = await directory.resetPassword(account, tooShort);
  const judged = weak.kind === 'changed' ? warning('weak-taken') : ok('weak-not-taken');

  const password = strong();
  const outcome = await directory.resetPassword(account, password);
  if (outcome.kind !== 'changed') return [judged, notSet(outcome)];
  const works = await directory.verify(account, password);
  return [judged, ok('set', { at: outcome.at.toISOString() }), mustHold(works, 'signs-in')];
};

/** Who the test account is, and what holds for it; nothing is changed. */
const describe = async (directory: Directory, account: Account): Promise<CheckFinding[]> => {
  const { minLength, history } = await directory.effectivePolicy(account);
  return [
    ok(`account-${state(account)}`, { id: account.id, login: account.login }),
    ok('account-policy', { minLength, history }),
  ];
};

/**
 * Resets a test account twice, with a password that is too weak and one that is good; nobody gets
 * to know the latter. `name` is what people are found by: an employee number, or a user name.
 *
 * @param before is waited for when the account is found, and before anything is changed; what it
 *   finds wrong ends the try.
 */
export const tryTestAccount = (
  directory: Directory,
  name: string,
  before: (account: Account) => Promise<CheckFinding[]> = () => Promise.resolve([]),
): Promise<CheckFinding[]> =>
  orFault(name, async () => {
    const account = await directory.findAccount({ login: name, employeeNumbers: [name] });
    if (!account) return [fault('no-account', { name })];
    const stopped = await before(account);
    if (stopped.length > 0) return stopped;
    return [...(await describe(directory, account)), ...(await tryReset(directory, account))];
  });
