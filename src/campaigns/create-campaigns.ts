import { campaignsOf } from './campaigns.ts';
import type { CampaignParts } from './campaign-parts.ts';
import { createCampaignPeopleStore } from './campaign-people-store.ts';
import { createCampaignReportStore } from './campaign-report-store.ts';
import { createCampaignRunner } from './campaign-runner.ts';
import { createCampaignStore } from './campaign-store.ts';
import { createClaimStore } from './claim-store.ts';
import { createPaceStore } from './pace-store.ts';
import { createReminder, type ReminderDeps } from './remind.ts';
import { createScopeStore } from './scope-store.ts';
import { createWorkerStore, deadAfterMs } from './worker-store.ts';

interface CampaignDeps
  extends
    Pick<CampaignParts, 'enforcement' | 'employees' | 'audit' | 'logger'>,
    Partial<Pick<CampaignParts, 'now' | 'settleMs'>> {
  connection: Parameters<typeof createCampaignStore>[0];
  /** Writes to the directory, by all processes together; Infinity: as fast as it takes them. */
  writesPerSecond: number;
  reminder: ReminderDeps;
  /** After how long without a sign of life a process has died, in ms. */
  silentMs?: number;
}

/** Longer than a write to the directory can take: to connect, and to answer. */
const slowestWriteMs = 20_000;

/** Puts campaigns together: what people do with them, what is read of them, and what does the work. */
export const createCampaigns = (deps: CampaignDeps) => {
  const { connection, writesPerSecond, reminder, silentMs = deadAfterMs, ...given } = deps;
  const parts: CampaignParts = {
    ...given,
    store: createCampaignStore(connection),
    people: createCampaignPeopleStore(connection),
    claims: createClaimStore(connection),
    scope: createScopeStore(connection),
    workers: createWorkerStore(connection, silentMs),
    pace: createPaceStore(connection, writesPerSecond),
    now: deps.now ?? (() => new Date()),
    settleMs: deps.settleMs ?? slowestWriteMs,
  };
  const runner = createCampaignRunner({ ...parts, remind: createReminder(parts, reminder) });
  return {
    ...campaignsOf({ ...parts, wake: runner.wake }),
    parts,
    report: createCampaignReportStore(connection),
    runner,
    writesPerSecond,
  };
};
