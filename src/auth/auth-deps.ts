import type { Audit } from '../audit/index.ts';
import type { Employee, EmployeeStore, SignedInEmployee } from '../employees/index.ts';
import type { Logger } from '../platform/logger.ts';
import type { RateLimiter } from '../platform/rate-limit.ts';
import type { IdentityProviders } from './identity-providers.ts';
import type { RelinkStore } from './relink-store.ts';
import type { SamlRequestStore } from './saml-request-store.ts';
import type { SamlSettings } from './saml-settings.ts';
import type { SessionStore } from './session-store.ts';
import type { StepUps } from './step-up-store.ts';
import type { UsedAssertionStore } from './used-assertion-store.ts';

export type { Employee, SignedInEmployee };

/** What signing in needs to know of the employees. */
type EmployeeReader = Pick<
  EmployeeStore,
  'findById' | 'findByPersonKey' | 'findSignedIn' | 'relinkPerson'
>;

/** The parts that signing in is made of, as `createAuth` puts them together. */
export interface AuthParts {
  settings: SamlSettings;
  https: boolean;
  providers: IdentityProviders;
  employees: EmployeeReader;
  /** Twelve digits to the key an employee is found by. */
  personKey: (personalNumber: string) => string;
  audit: Audit;
  logger: Logger;
  requests: SamlRequestStore;
  usedAssertions: UsedAssertionStore;
  sessionStore: SessionStore;
  stepUps: StepUps;
  relinks: RelinkStore;
  /** Refused answers, per address and per browser. */
  failures: RateLimiter;
  /** Step-ups begun per session. */
  starts: RateLimiter;
}
