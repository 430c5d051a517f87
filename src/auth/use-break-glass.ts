import { matchesHash, pretendToMatch } from '../platform/password-hash.ts';
import type { AuthParts, Employee } from './auth-deps.ts';
import { readBreakGlassCode } from './break-glass-code.ts';
import type { BreakGlassStore } from './break-glass-store.ts';

interface Parts extends Pick<AuthParts, 'employees' | 'audit' | 'logger'> {
  codes: BreakGlassStore;
}

interface Typed {
  /** The employee number. */
  number: string;
  code: string;
}

/** Whose code it is, if it is right; a wrong one takes as long to find out. */
const ownerOf = async ({ codes, employees }: Parts, typed: Typed) => {
  const read = readBreakGlassCode(typed.code);
  const found = read && (await codes.findUnspent(read.id));
  if (!read || !found) return pretendToMatch(typed.code).then(() => null);
  if (!(await matchesHash(found.hash, read.secret))) return null;
  const employee = await employees.findById(found.employeeId);
  return employee && { id: read.id, employee };
};

const isEntitled = ({ active, roles, employeeNumbers }: Employee, number: string): boolean =>
  active && roles.includes('it') && employeeNumbers.includes(number.trim());

/**
 * Takes a sealed code instead of an identification. It is used up by one document write: of many who
 * send it at once, one gets in. Either way an alarm stands in the audit log and the log.
 *
 * @returns who may begin a session, or null: the number, the code or the role is wrong.
 */
export const useBreakGlass = async (parts: Parts, typed: Typed): Promise<Employee | null> => {
  const owner = await ownerOf(parts, typed);
  const isRight = owner !== null && isEntitled(owner.employee, typed.number);
  if (isRight && (await parts.codes.use(owner.id))) {
    parts.logger.warn({ alarm: 'break-glass', code: owner.id }, 'signed in by a sealed code');
    const actor = owner.employee.id;
    await parts.audit.record({ action: 'breakglass.used', actor, result: 'ok' });
    return owner.employee;
  }
  parts.logger.warn({ alarm: 'break-glass' }, 'a sealed code was refused');
  await parts.audit.record({
    action: 'breakglass.refused',
    target: owner?.employee.id,
    result: 'refused',
    code: 'BREAK_GLASS_REFUSED',
  });
  return null;
};
