import type { CheckFinding } from './directory-check.ts';
import type { FaultCause } from './directory-fault.ts';
import type { Enforcement } from './enforcement.ts';
import type { RefusalCause } from './refusal-cause.ts';

export type { RefusalCause } from './refusal-cause.ts';

/** A login in a directory, as it was when it was looked up. */
export interface Account {
  /** The directory's own name for it: an object ID, a DN, a GUID. */
  id: string;
  /** What the person types as user name. */
  login: string;
  /** Names besides the login that the directory's own rules may forbid in a password. */
  otherNames: string[];
  disabled: boolean;
  /** The account itself has run out, as when an employment ends. A reset does not open it. */
  expired: boolean;
  /** Too many wrong tries: closed until then, or until somebody opens it. A reset does. */
  lockedUntil: Date | null;
}

/** What the directory asks of a new password for one account. */
export interface PasswordPolicy {
  /** In code points of the NFC form. */
  minLength: number;
  maxLength: number;
  /** How many of the latest passwords, the present one among them, must not be used again. */
  history: number;
  /** Characters from at least three of the groups capitals, small letters, digits, others. */
  complexity: boolean;
  /** Some sign-in screens and old systems take no å, ä and ö: only what ASCII has. */
  asciiOnly?: boolean;
}

export type ResetOutcome =
  | { kind: 'changed'; at: Date }
  | { kind: 'refused'; cause: RefusalCause }
  /** The directory could not be asked: nothing has changed. */
  | { kind: 'unavailable'; cause?: FaultCause }
  /** It was asked and did not answer: the password may or may not have changed. */
  | { kind: 'unanswered' };

/** A pass for one sign-in, with which a person sets up a new phone or authenticator. */
export interface AccessPass {
  text: string;
  /** How long it can be used. */
  minutes: number;
}

/**
 * Where logins live. Passwords are NFC-normalised by the implementation.
 *
 * Everything that can be foreseen is a value. Only a directory that cannot be reached throws, a
 * `PortalError` with the code DIRECTORY_DOWN (the built-in one: the store's own error);
 * `resetPassword` has values for that too, since it matters whether the change came through.
 */
export interface Directory {
  kind: 'builtin' | 'active-directory' | 'openldap' | 'entra';
  /**
   * The account of an employee, or null: it is missing, or several match. For null it asks about
   * somebody who is not there, which is as much work.
   */
  findAccount: (
    employee: { login: string; employeeNumbers: string[] } | null,
  ) => Promise<Account | null>;
  effectivePolicy: (account: Account) => Promise<PasswordPolicy>;
  /** Sets a new password and opens a locked account, in one write. */
  resetPassword: (account: Account, password: string) => Promise<ResetOutcome>;
  /**
   * Does the password open the account now? A wrong one counts towards the lock. With null it is asked
   * of an account that is not there, which is as much work and locks nobody out.
   */
  verify: (account: Account | null, password: string) => Promise<boolean>;
  /** When the directory says that the password was last set; null: never. */
  passwordSetAt: (account: Account) => Promise<Date | null>;
  /**
   * Where passes are given out: a new pass in place of any older one, or null when the directory
   * gives none to this account.
   */
  issueAccessPass?: (account: Account) => Promise<AccessPass | null>;
  /** Connection, policy and rights, in words for IT; changes nothing. */
  check: () => Promise<CheckFinding[]>;
  /** What a campaign asks, of many at a time. */
  enforcement: Enforcement;
}
