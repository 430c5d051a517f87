import type { Viewer } from '../platform/http/viewer.ts';
import { codeEnds } from './code-times.ts';
import type { CodesParts } from './codes-parts.ts';

type Parts = Pick<CodesParts, 'codes' | 'audit'>;

/** A code that was seen on a page: whose it is and which of theirs. */
interface SeenCode {
  employeeId: string;
  issue: string;
}

/**
 * Lets a code that waits begin to work; its time runs from now. Neither whoever gave it nor whom it
 * is for can do that.
 *
 * @returns false when it was not (or is no longer) there to approve.
 */
export const approveCode = async (
  { codes, audit }: Parts,
  viewer: Viewer,
  { employeeId, issue }: SeenCode,
): Promise<boolean> => {
  const code = await codes.current(employeeId);
  if (code?.issue !== issue || employeeId === viewer.id) return false;
  if (!(await codes.approve(code, viewer.id, codeEnds(code.way, new Date())))) return false;
  const about = { actor: viewer.id, target: employeeId };
  await audit.record({ ...about, action: 'code.approved', result: 'ok' });
  return true;
};

/** Makes a code worthless; false when it was so already. */
export const revokeCode = async (
  { codes, audit }: Parts,
  viewer: Viewer,
  { employeeId, issue }: SeenCode,
): Promise<boolean> => {
  if (!(await codes.revoke({ _id: employeeId, issue }))) return false;
  const about = { actor: viewer.id, target: employeeId };
  await audit.record({ ...about, action: 'code.revoked', result: 'ok' });
  return true;
};
