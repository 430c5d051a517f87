import type { Audit } from '../audit/index.ts';
import type { Enforcement } from '../directory/index.ts';
import type { EmployeeStore } from '../employees/index.ts';
import type { Logger } from '../platform/logger.ts';
import type { CampaignPeopleStore } from './campaign-people-store.ts';
import type { CampaignStore } from './campaign-store.ts';
import type { ClaimStore } from './claim-store.ts';
import type { PaceStore } from './pace-store.ts';
import type { ScopeStore } from './scope-store.ts';
import type { WorkerStore } from './worker-store.ts';

/** What the work of a campaign is done with. */
export interface CampaignParts {
  store: CampaignStore;
  people: CampaignPeopleStore;
  claims: ClaimStore;
  scope: ScopeStore;
  workers: WorkerStore;
  pace: PaceStore;
  enforcement: Enforcement;
  employees: Pick<EmployeeStore, 'requireReset' | 'releaseReset'>;
  audit: Audit;
  logger: Pick<Logger, 'warn' | 'error'>;
  now: () => Date;
  /** How long a write that somebody else began may still be under way, in ms. */
  settleMs: number;
}
