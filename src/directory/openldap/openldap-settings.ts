import type { LdapSettings } from '../ldap/ldap-settings.ts';

/** A filter that all accounts of people pass. */
export const people = '(objectClass=*)';

export interface OpenLdapSettings extends LdapSettings {
  /** Where people are looked for: a DN and all below it. */
  base: string;
  /** What a person is looked up by. */
  match: 'employeeNumber' | 'uid' | 'mail';
  /** What people type as user name. */
  login: 'uid' | 'mail' | 'cn';
  /** The policy of those who have none of their own: `ppolicy_default` of the server's settings. */
  policyDn: string | undefined;
  /** Passwords without å, ä and ö. */
  asciiOnly: boolean;
}
