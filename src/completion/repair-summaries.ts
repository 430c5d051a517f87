import type { AttemptStore } from './attempt-store.ts';
import type { CompletionStore } from './completion-store.ts';
import type { ProgressStore } from './progress-store.ts';
import type { RefreshSummary } from './refresh-summary.ts';
import type { SettleAttempt } from './settle-attempt.ts';
import type { SummaryStateStore } from './summary-state-store.ts';

export interface RepairDeps {
  attempts: Pick<AttemptStore, 'unsettled'>;
  progress: Pick<ProgressStore, 'unsettledEmployees' | 'employees' | 'settle'>;
  completions: Pick<CompletionStore, 'employees'>;
  states: SummaryStateStore;
  settleAttempt: SettleAttempt;
  refreshSummary: RefreshSummary;
  fingerprint: string;
}

const atOnce = 50;

const forEach = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
  for (let from = 0; from < items.length; from += atOnce)
    await Promise.all(items.slice(from, from + atOnce).map(work));
};

/** Another course than last time: everybody who has begun has another share of it done. */
const countAnew = async ({ completions, progress, refreshSummary }: RepairDeps): Promise<void> => {
  const begun = await Promise.all([completions.employees(), progress.employees()]);
  await forEach([...new Set(begun.flat())], refreshSummary);
};

/** Finishes what a crash left half done. Costs nothing per person when nothing is. */
export const repairSummaries = async (deps: RepairDeps): Promise<void> => {
  const { attempts, progress, states, fingerprint } = deps;
  for (const attempt of await attempts.unsettled({}))
    await deps.settleAttempt(attempt, { unfinished: true });
  await forEach(await progress.unsettledEmployees(), async (employeeId) => {
    await deps.refreshSummary(employeeId);
    await progress.settle(employeeId);
  });
  if ((await states.countedFor()) === fingerprint) return;
  await countAnew(deps);
  await states.setCountedFor(fingerprint);
};
