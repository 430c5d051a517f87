import { campaignsOf } from './campaigns.ts';
import type { CampaignParts } from './campaign-parts.ts';
import { createCampaignPeopleStore } from './campaign-people-store.ts';
import { createCampaignReportStore } from './campaign-report-store.ts';
import { createCampaignRunner } from './campaign-runner.ts';
import { createCampaignStore } from './campaign-store.ts';
import { createPaceStore } from './pace-store.ts';
import { createReminder, type ReminderDeps } from './remind.ts';
import { createScopeStore } from './scope-store.ts';

interface CampaignDeps
  extends
    Pick<CampaignParts, 'enforcement' | 'employees' | 'audit' | 'logger'>,
    Partial<Pick<CampaignParts, 'now' | 'settleMs'>> {
  connection: Parameters<typeof createCampaignStore>[0];
  /** Writes to the directory, by all processes together; Infinity: as fast as it takes them. */
  writesPerSecond: number;
  reminder: ReminderDeps;
}

/** Longer than a write to the directory can take: to connect, and to answer. */
const slowestWriteMs = 20_000;

/** Puts campaigns together: what people do with them, what is read of them, and what does the work. */
export const createCampaigns = (deps: CampaignDeps) => {
  const { connection, writesPerSecond, reminder, ...given } = deps;
  const parts: CampaignParts = {
    ...given,
    store: createCampaignStore(connection),
    people: createCampaignPeopleStore(connection),
    scope: createScopeStore(connection),
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
