import type { FaultCause, RefusalCause } from '../directory/index.ts';
import { ifDirectoryDown } from './directory-down.ts';
import type { FoundLogin } from './find-login.ts';
import { justChangedOf, type JustChanged } from './just-changed.ts';
import type { JudgedRule } from './password-policy.ts';
import type { ResetEmployee, ResetParts, ResetRequest } from './reset-parts.ts';
import { tellOfChange } from './tell-of-change.ts';

export type ChangeResult =
  /** The new password works; all sessions signed in before `at` have ended. */
  | { kind: 'changed'; at: Date }
  | { kind: 'refused'; rules: JudgedRule[] }
  /** The directory has rules of its own that it does not name. */
  | { kind: 'refused-by-directory' }
  /** The directory asks that a password be kept for a while. */
  | { kind: 'too-recent' }
  /** There is one completed reset in ten minutes. */
  | ({ kind: 'just-changed' } & JustChanged)
  | { kind: 'step-up-needed' | 'no-account' | 'disabled' | 'expired' | 'not-allowed' }
  /** Nothing has changed; try again. */
  | { kind: 'unavailable' }
  /** It may have changed, but that could not be seen; the same password again will tell. */
  | { kind: 'unconfirmed' };

/** How a change went, and what the audit log needs to know of it. */
export interface ChangeOutcome {
  result: ChangeResult;
  /** The record that the change was about to be made; none when nothing was tried. */
  begun?: number;
  /** Why the directory said no, or said nothing. */
  cause?: RefusalCause | FaultCause;
}

type Change = ResetRequest & { login: FoundLogin; rules: JudgedRule[] };

/** How long ago a change under the present step-up can have been made. */
const stepUpMs = 10 * 60_000;

/** The other of two forms sent at once was handled while this one waited for its turn. */
const changedMeanwhile = async (
  { directory }: ResetParts,
  { login: { account }, password }: Change,
  justChanged: JustChanged | null,
): Promise<ChangeResult> =>
  justChanged && (await directory.verify(account, password))
    ? { kind: 'changed', at: justChanged.changed }
    : { kind: 'step-up-needed' };

/** As it is in this turn: the employee may have been read before another form was handled. */
const justChangedBy = async ({ employees, now }: ResetParts, employeeId: string) => {
  const employee = await employees.findById(employeeId);
  return employee && justChangedOf(employee, now());
};

/**
 * The directory made this very change earlier, but its answer was lost on the way: the password
 * is in use, and was set after the last one that the portal knows of.
 */
const isUnrecorded = async (
  { directory, now }: ResetParts,
  { login: { employee, account }, password }: Change,
): Promise<boolean> => {
  const setAt = await directory.passwordSetAt(account);
  const earliest = employee.resetRequiredSince ?? new Date(now().getTime() - stepUpMs);
  if (!setAt || setAt <= earliest || (employee.passwordSetAt && setAt <= employee.passwordSetAt))
    return false;
  return directory.verify(account, password);
};

const refusal = (cause: RefusalCause, rules: JudgedRule[]): ChangeResult => {
  if (cause === 'policy') return { kind: 'refused-by-directory' };
  if (cause === 'not-found') return { kind: 'no-account' };
  if (cause !== 'in-history') return { kind: cause };
  const withHistory = rules.map((rule) =>
    rule.id === 'not-recent' ? { ...rule, state: 'unmet' as const } : rule,
  );
  return { kind: 'refused', rules: withHistory };
};

/** Later than the last time that all sessions ended, though a clock that was ahead set that. */
const momentAfter = ({ sessionsValidAfter }: ResetEmployee, now: Date): Date =>
  new Date(Math.max(now.getTime(), sessionsValidAfter.getTime() + 1));

/** The password works: the employee is done, every other session ends, the step-up is used up. */
const complete = async (
  parts: ResetParts,
  { employeeId, sessionKey, login, language }: Change,
): Promise<ChangeResult> => {
  const { employees, stepUps, now } = parts;
  const at = momentAfter(login.employee, now());
  // First: whoever dies after it tells once more at the next try, and never not at all.
  await tellOfChange(parts, login.employee, { at, language });
  await employees.completeReset(employeeId, at);
  await stepUps.consume(employeeId, sessionKey, 'reset');
  return { kind: 'changed', at };
};

const carryOut = async (parts: ResetParts, change: Change): Promise<ChangeOutcome> => {
  const { directory } = parts;
  const { password, login, rules } = change;
  const outcome = await directory.resetPassword(login.account, password);
  if (outcome.kind === 'unavailable')
    return { result: { kind: 'unavailable' }, ...(outcome.cause && { cause: outcome.cause }) };
  if (outcome.kind === 'refused') {
    if (await isUnrecorded(parts, change)) return { result: await complete(parts, change) };
    return { result: refusal(outcome.cause, rules), cause: outcome.cause };
  }
  const works = await directory.verify(login.account, password).catch(ifDirectoryDown(false));
  return { result: works ? await complete(parts, change) : { kind: 'unconfirmed' } };
};

/**
 * Writes an acceptable password to the directory and follows it up. One at a time per person. That
 * it is about to happen is in the audit log before.
 */
export const changePassword = async (parts: ResetParts, change: Change): Promise<ChangeOutcome> => {
  const { stepUps, audit } = parts;
  const { employeeId, sessionKey } = change;
  const justChanged = await justChangedBy(parts, employeeId);
  if (!(await stepUps.valid(employeeId, sessionKey, 'reset')))
    return { result: await changedMeanwhile(parts, change, justChanged) };
  if (justChanged) return { result: { kind: 'just-changed', ...justChanged } };

  const about = { actor: employeeId, target: employeeId };
  const begun = await audit.record({ ...about, action: 'reset.begin', result: 'ok' });
  const unavailable: ChangeOutcome = { result: { kind: 'unavailable' } };
  const outcome = await carryOut(parts, change).catch(ifDirectoryDown(unavailable));
  return { ...outcome, begun };
};
