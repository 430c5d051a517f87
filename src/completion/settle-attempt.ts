import type { Audit } from '../audit/index.ts';
import type { AnsweredAttempt, AttemptStore } from './attempt-store.ts';
import type { Completion, CompletionStore } from './completion-store.ts';
import type { RefreshSummary } from './refresh-summary.ts';

/** What a passed attempt is on record. */
const completionOf = (attempt: AnsweredAttempt): Completion => ({
  employeeId: attempt.employeeId,
  module: attempt.module,
  contentVersion: attempt.contentVersion,
  cycle: attempt.cycle,
  language: attempt.language,
  score: Math.round((100 * attempt.right) / attempt.questions.length),
  at: attempt.answeredAt,
  how: 'portal',
  attemptId: attempt.id,
});

export type SettleAttempt = (
  attempt: AnsweredAttempt,
  options?: { unfinished: boolean },
) => Promise<void>;

/**
 * Writes what follows from a pass, in this order: the completion, which is the truth; the summary
 * derived from it; the audit record; then the attempt's mark is taken away. A crash in between
 * leaves the mark, and everything here may be done again.
 *
 * Whoever adds the completion goes on to audit it. `unfinished` says that nobody is about to: at
 * start, when the one who added it did not come so far.
 */
export const createSettleAttempt =
  (deps: {
    attempts: Pick<AttemptStore, 'settle'>;
    completions: Pick<CompletionStore, 'add'>;
    refreshSummary: RefreshSummary;
    audit: Audit;
  }): SettleAttempt =>
  async (attempt, { unfinished } = { unfinished: false }) => {
    if (!attempt.passed || !attempt.unsettled) return;
    const completion = completionOf(attempt);
    const added = await deps.completions.add(completion);
    await deps.refreshSummary(attempt.employeeId);
    if (!added && !unfinished) return;
    const { module, contentVersion, score } = completion;
    await deps.audit.record({
      action: 'completion.recorded',
      actor: attempt.employeeId,
      target: attempt.employeeId,
      result: 'ok',
      details: { module, contentVersion, score, attempt: attempt.id },
    });
    await deps.attempts.settle(attempt);
  };
