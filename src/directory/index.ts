export { createBuiltinDirectory } from './builtin-directory.ts';
export type { Account, Directory, PasswordPolicy, RefusalCause } from './directory.ts';
export { normalisePassword } from './normalise-password.ts';
