import type { Account } from '../directory/index.ts';
import { ownTerms } from './own-terms.ts';
import type { Criteria } from './password-policy.ts';
import type { ResetEmployee, ResetParts } from './reset-parts.ts';

/** A person's login, and what its new password is judged by. */
export interface FoundLogin {
  kind: 'found';
  employee: ResetEmployee;
  account: Account;
  criteria: Criteria;
}

/** Support has to help: there is no account, or it is closed or has run out. */
export interface NoLogin {
  kind: 'no-account' | 'disabled' | 'expired';
}

type Found = Pick<ResetParts, 'employees' | 'directory' | 'organisationNames'>;

/** @throws PortalError DIRECTORY_DOWN when the directory cannot be reached. */
export const findLogin = async (
  { employees, directory, organisationNames }: Found,
  employeeId: string,
): Promise<FoundLogin | NoLogin> => {
  const employee = await employees.findById(employeeId);
  const account = employee && (await directory.findAccount(employee));
  if (!account) return { kind: 'no-account' };
  if (account.disabled) return { kind: 'disabled' };
  if (account.expired) return { kind: 'expired' };
  const terms = ownTerms({
    givenName: employee.givenName,
    familyName: employee.familyName,
    login: account.login,
    otherNames: account.otherNames,
    organisation: organisationNames,
  });
  const policy = await directory.effectivePolicy(account);
  return { kind: 'found', employee, account, criteria: { policy, terms } };
};
