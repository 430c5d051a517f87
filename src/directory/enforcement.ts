import type { FaultCause } from './directory-fault.ts';
import type { RefusalCause } from './refusal-cause.ts';

/** What is done to a login so that its present password is of no more use. */
export type EnforcedMethod =
  /** The next sign-in with it asks for a new one. */
  | 'must-change'
  /** It is replaced by a random one that nobody gets to know. */
  | 'unusable';

/** What stands in the way of a reset through the portal. */
export type AccountHindrance =
  | 'disabled'
  | 'expired'
  /** Active Directory's adminCount: the portal's account has no right over it. */
  | 'admin-count'
  /** Active Directory keeps no demand to change for a password that never expires. */
  | 'never-expires'
  | 'service-account'
  /** Its password lives in another directory, which this one is synchronised from. */
  | 'synchronised';

/** A login as it is before or after a campaign has been at it. */
export interface AccountState {
  /** The directory's own name for it. */
  id: string;
  login: string;
  hindrances: AccountHindrance[];
  /** By the directory's own clock; null: never, or it must be changed before it is used again. */
  setAt: Date | null;
  mustChange: boolean;
}

export interface LookedFor {
  /** The caller's own name for the person; the answer comes by it. */
  key: string;
  login: string;
  employeeNumbers: string[];
}

/** What came of one write. `code` is the server's own, for the audit log. */
export type Enforced =
  /** `at`: when it counts as a change of password by the directory's clock, else null. */
  | { kind: 'written'; at: Date | null; code: string }
  | { kind: 'refused'; cause: RefusalCause; code: string }
  /** It may or may not have been carried out. */
  | { kind: 'unanswered'; code: string }
  /** Nothing has changed. */
  | { kind: 'unavailable'; cause: FaultCause; code: string };

/** Work on one connection. Only `enforce` has values for what fails; the others throw DIRECTORY_DOWN. */
export interface EnforcementSession {
  /** The server that is asked: its host, or what else it is called. */
  controller: string;
  /** Everybody's accounts by `key`: an empty list where there is none, all of them where several match. */
  lookUp: (people: readonly LookedFor[]) => Promise<Map<string, AccountState[]>>;
  enforce: (account: AccountState, method: EnforcedMethod) => Promise<Enforced>;
  /** Every account whose password was set at that moment or later, with when, by the directory's clock. */
  changedSince: (since: Date) => Promise<Map<string, Date>>;
}

/** What a campaign asks of a directory. */
export interface Enforcement {
  /**
   * Many questions and changes on one connection, which is closed after the work.
   *
   * @throws PortalError DIRECTORY_DOWN when the directory cannot be reached (the built-in one: the store's own error).
   */
  session: <Result>(work: (session: EnforcementSession) => Promise<Result>) => Promise<Result>;
}
