import { changePassword, type ChangeResult } from './change-password.ts';
import { ifDirectoryDown } from './directory-down.ts';
import { findLogin, type NoLogin } from './find-login.ts';
import { inTurn } from './in-turn.ts';
import { isAcceptable, judgePassword } from './password-policy.ts';
import type { ResetParts, ResetRequest } from './reset-parts.ts';

export type ResetResult = ChangeResult | NoLogin | { kind: 'too-many-tries' };

const attempt = async (parts: ResetParts, request: ResetRequest): Promise<ResetResult> => {
  const { employeeId, password } = request;
  const login = await findLogin(parts, employeeId);
  if (login.kind !== 'found') return login;

  const rules = judgePassword(password, login.criteria);
  if (!isAcceptable(rules)) return { kind: 'refused', rules };
  // A slip against the rules reaches no directory and tells nothing: it costs no try.
  if (!(await parts.tries.consume(employeeId))) return { kind: 'too-many-tries' };

  const changed = await inTurn(parts.turns, employeeId, () =>
    changePassword(parts, { ...request, login, rules }),
  );
  return changed ?? { kind: 'unavailable' };
};

const isFailure = ({ kind }: ResetResult) => kind === 'unavailable' || kind === 'unconfirmed';

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
  const { employeeId } = request;
  const result = await attempt(parts, request).catch(
    ifDirectoryDown<ResetResult>({ kind: 'unavailable' }),
  );
  if (result.kind !== 'changed')
    await parts.audit.record({
      action: 'reset.password',
      actor: employeeId,
      target: employeeId,
      result: isFailure(result) ? 'failed' : 'refused',
      code: result.kind,
    });
  return result;
};
