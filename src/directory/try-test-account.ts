import { randomBytes } from 'node:crypto';
import { fault, mustHold, ok, orFault, warning, type CheckFinding } from './directory-check.ts';
import type { Account, Directory, ResetOutcome } from './directory.ts';

/** Breaks every policy: whoever takes it does not judge the portal's account. */
const tooShort = 'a';

/** Long, of all kinds, and in nobody's list. */
const strong = (): string => `Aa1 ${randomBytes(24).toString('base64url')}`;

const inWords = (outcome: ResetOutcome): string =>
  outcome.kind === 'refused' ? `refused: ${outcome.cause}` : outcome.kind;

const state = ({ disabled, expired, lockedUntil }: Account): string => {
  if (disabled) return 'disabled';
  if (expired) return 'expired';
  return lockedUntil ? 'locked' : 'open';
};

const tryReset = async (directory: Directory, account: Account): Promise<CheckFinding[]> => {
  const weak = await directory.resetPassword(account, tooShort);
  const judged =
    weak.kind === 'changed'
      ? warning(
          'the directory took a password of one character: it does not judge the portal’s account',
        )
      : ok(`a password of one character is not taken (${inWords(weak)})`);

  const password = strong();
  const outcome = await directory.resetPassword(account, password);
  if (outcome.kind !== 'changed')
    return [judged, fault(`a good password could not be set: ${inWords(outcome)}`)];
  const works = await directory.verify(account, password);
  return [
    judged,
    ok(`a new password was set at ${outcome.at.toISOString()}`),
    mustHold(works, 'and the account can be signed in to with it', 'but it does not sign in'),
  ];
};

/**
 * Resets a test account twice, with a password that is too weak and one that is good; nobody gets
 * to know the latter. `name` is what people are found by: an employee number, or a user name.
 */
export const tryTestAccount = (directory: Directory, name: string): Promise<CheckFinding[]> =>
  orFault(`test account ${name}`, async () => {
    const account = await directory.findAccount({ login: name, employeeNumbers: [name] });
    if (!account) return [fault(`test account ${name}: none is found, or several are`)];
    const { minLength, history } = await directory.effectivePolicy(account);
    return [
      ok(`test account ${name} is ${account.id}, user name ${account.login}, ${state(account)}`),
      ok(`its policy: at least ${minLength} characters, none of the latest ${history}`),
      ...(await tryReset(directory, account)),
    ];
  });
