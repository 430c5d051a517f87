import type { LdapSettings } from '../ldap/ldap-settings.ts';

/** What a person is looked up by. */
export type AdMatch = 'employeeNumber' | 'employeeID' | 'userPrincipalName' | 'sAMAccountName';

export interface AdSettings extends LdapSettings {
  /** Where people are looked for: a DN and all below it. */
  base: string;
  match: AdMatch;
  /** What people type as user name on their computers. */
  login: 'userPrincipalName' | 'sAMAccountName';
  /** Passwords without å, ä and ö. */
  asciiOnly: boolean;
}
