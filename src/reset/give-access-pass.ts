import type { AccessPass } from '../directory/index.ts';
import { ifDirectoryDown } from './directory-down.ts';
import { findLogin } from './find-login.ts';
import type { ResetParts } from './reset-parts.ts';

export type AccessPassResult =
  /** To be shown now: it is kept nowhere. */
  | { kind: 'made'; pass: AccessPass }
  /** There was one for this reset, or nobody may have one. */
  | { kind: 'refused' }
  | { kind: 'unavailable' };

const make = async (parts: ResetParts, employeeId: string): Promise<AccessPassResult> => {
  const { directory, passes } = parts;
  const login = await findLogin(parts, employeeId);
  if (!directory.issueAccessPass || login.kind !== 'found') return { kind: 'refused' };
  if (!(await passes.consume(employeeId))) return { kind: 'refused' };
  const pass = await directory.issueAccessPass(login.account);
  return pass ? { kind: 'made', pass } : { kind: 'refused' };
};

/**
 * A pass for one sign-in, with which a person sets up a new phone or authenticator. Once for each
 * reset; whether it was made is in the log, and the pass itself nowhere.
 */
export const giveAccessPass = async (
  parts: ResetParts,
  employeeId: string,
): Promise<AccessPassResult> => {
  const unavailable: AccessPassResult = { kind: 'unavailable' };
  const result = await make(parts, employeeId).catch(ifDirectoryDown(unavailable));
  if (result.kind === 'unavailable') await parts.passes.giveBack(employeeId);
  await parts.audit.record({
    action: 'reset.pass',
    actor: employeeId,
    target: employeeId,
    result: { made: 'ok', refused: 'refused', unavailable: 'failed' }[result.kind] as 'ok',
  });
  return result;
};
