import { changePassword, type ChangeOutcome, type ChangeResult } from './change-password.ts';
import { ifDirectoryDown } from './directory-down.ts';
import { findLogin, type NoLogin } from './find-login.ts';
import { inTurn } from './in-turn.ts';
import { judgeSentPassword } from './judge-new-password.ts';
import { isAcceptable } from './password-policy.ts';
import type { ResetParts, ResetRequest } from './reset-parts.ts';

export type ResetResult = ChangeResult | NoLogin | { kind: 'too-many-tries' };

type Outcome = Omit<ChangeOutcome, 'result'> & { result: ResetResult };

/** The directory failed and not the person: it costs no try. */
const isNobodysFault = ({ kind }: ResetResult): boolean =>
  kind === 'unavailable' || kind === 'unconfirmed';

const attempt = async (parts: ResetParts, request: ResetRequest): Promise<Outcome> => {
  const { employeeId, password } = request;
  const login = await findLogin(parts, employeeId);
  if (login.kind !== 'found') return { result: login };

  const rules = await judgeSentPassword(parts, password, login.criteria);
  if (!isAcceptable(rules)) return { result: { kind: 'refused', rules } };
  // A slip against the rules reaches no directory and tells nothing: it costs no try.
  if (!(await parts.tries.consume(employeeId))) return { result: { kind: 'too-many-tries' } };

  const unavailable: Outcome = { result: { kind: 'unavailable' } };
  const changed = await inTurn(parts.turns, employeeId, () =>
    changePassword(parts, { ...request, login, rules }),
  ).catch(ifDirectoryDown(unavailable));
  const outcome = changed ?? unavailable;
  if (isNobodysFault(outcome.result)) await parts.tries.giveBack(employeeId);
  return outcome;
};

const resultOf = (result: ResetResult) => {
  if (result.kind === 'changed') return 'ok';
  return isNobodysFault(result) ? 'failed' : 'refused';
};

/** What came of it, with the number of the record that it was about to happen. */
const recordOutcome = (
  { audit }: ResetParts,
  employeeId: string,
  { result, begun, cause }: Outcome,
) =>
  audit.record({
    action: 'reset.password',
    actor: employeeId,
    target: employeeId,
    result: resultOf(result),
    code: result.kind === 'changed' ? undefined : result.kind,
    details: begun === undefined ? undefined : { begun, ...(cause && { cause }) },
  });

/**
 * Gives a person a new password: the rules first, then the directory, and only then is the
 * step-up used up, so that a refused password costs no new BankID. Sent twice, it happens once
 * and succeeds twice.
 *
 * @throws only when the store cannot be reached; every other outcome is a value.
 */
export const resetPassword = async (
  parts: ResetParts,
  request: ResetRequest,
): Promise<ResetResult> => {
  const unavailable: Outcome = { result: { kind: 'unavailable' } };
  const outcome = await attempt(parts, request).catch(ifDirectoryDown(unavailable));
  const { result, begun } = outcome;
  // The other of two forms sent at once has recorded the change that it made.
  if (result.kind !== 'changed' || begun !== undefined)
    await recordOutcome(parts, request.employeeId, outcome);
  return result;
};
