export { createActiveDirectory } from './active-directory/active-directory.ts';
export type { AdSettings } from './active-directory/ad-settings.ts';
export { createBuiltinDirectory } from './builtin-directory.ts';
export { createDirectoryPages } from './directory-pages.ts';
export { directoryRoutes } from './directory-routes.ts';
export type { FaultCause } from './directory-fault.ts';
export type { AccessPass, Account, Directory, PasswordPolicy, RefusalCause } from './directory.ts';
export {
  type AccountState,
  type Enforced,
  type EnforcedMethod,
  type Enforcement,
  type EnforcementSession,
} from './enforcement.ts';
export { endEntraSessions } from './entra/end-entra-sessions.ts';
export { createEntra } from './entra/entra.ts';
export { entraDefaults, type EntraCredential, type EntraSettings } from './entra/entra-settings.ts';
export { ldapTimes } from './ldap/ldap-settings.ts';
export { createOpenLdap } from './openldap/openldap.ts';
export type { OpenLdapSettings } from './openldap/openldap-settings.ts';
export { normalisePassword } from './normalise-password.ts';
