import { placesOf } from '../employees/index.ts';
import type { CodesParts, Employee } from './codes-parts.ts';

/** Why somebody may not vouch for a person: for the log; the page says no more than to call. */
export type VouchRefusal =
  /** Oneself, one who has left, or one who is more than an employee: too much would follow. */
  | 'PERSON'
  /** Not of the same unit, or not on the list. */
  | 'NOT_CHOSEN'
  /** Nobody can be told, so nobody could stop it. */
  | 'UNREACHABLE'
  /** The person or the helpdesk has stopped such a code lately. */
  | 'STOPPED'
  /** No account, several, or one that the directory protects. */
  | 'ACCOUNT';

type Parts = Pick<CodesParts, 'settings' | 'codes' | 'directory'>;

const isColleague = (
  { vouching, vouchers }: Parts['settings'],
  voucher: Employee,
  person: Employee,
): boolean =>
  vouching === 'list'
    ? voucher.employeeNumbers.some((number) => vouchers.includes(number))
    : voucher.unitIds.some((unit) => person.unitIds.includes(unit));

const isPlain = ({ active, roles }: Employee): boolean =>
  active && roles.length > 0 && roles.every((role) => role === 'employee');

/** One account, which nothing protects. */
const hasPlainAccount = async ({ directory }: Parts, person: Employee): Promise<boolean> => {
  const { id: key, login, employeeNumbers } = person;
  const found = await directory.enforcement.session(({ lookUp }) =>
    lookUp([{ key, login, employeeNumbers }]),
  );
  const accounts = found.get(key) ?? [];
  return accounts.length === 1 && !accounts.some((one) => one.hindrances.includes('admin-count'));
};

/**
 * Two who agree could take an account: so nobody vouches for whoever could do more with one.
 *
 * @returns null when this colleague may.
 * @throws PortalError DIRECTORY_DOWN
 */
export const vouchRefusal = async (
  parts: Parts,
  voucher: Employee,
  person: Employee,
): Promise<VouchRefusal | null> => {
  if (voucher.id === person.id || !voucher.active || !isPlain(person)) return 'PERSON';
  if (!isColleague(parts.settings, voucher, person)) return 'NOT_CHOSEN';
  if (placesOf(person).length === 0) return 'UNREACHABLE';
  if (await parts.codes.wasStopped(person.id)) return 'STOPPED';
  return (await hasPlainAccount(parts, person)) ? null : 'ACCOUNT';
};
