import type { Audit } from '../audit/index.ts';
import type { EmployeeStore } from '../employees/index.ts';
import type { AnsweredAttempt, AttemptStore } from './attempt-store.ts';
import type { CompletionStore } from './completion-store.ts';
import type { ProgressStore } from './progress-store.ts';

const scoreOf = ({ right, questions }: AnsweredAttempt): number =>
  Math.round((100 * right) / questions.length);

/** What a passed attempt is on record. */
const completionOf = (attempt: AnsweredAttempt) => ({
  employeeId: attempt.employeeId,
  module: attempt.module,
  contentVersion: attempt.contentVersion,
  cycle: attempt.cycle,
  language: attempt.language,
  score: scoreOf(attempt),
  at: attempt.answeredAt,
  how: 'portal' as const,
  attemptId: attempt.id,
});

export type SettleAttempt = (
  attempt: AnsweredAttempt,
  options?: { unfinished: boolean },
) => Promise<void>;

/**
 * Writes what follows from a pass, in this order: the completion, which is the truth; the mark
 * that the person's standing is to follow; the audit record; then the attempt's mark is taken away. A crash in between
 * leaves the mark, and everything here may be done again.
 *
 * Whoever adds the completion goes on to audit it. `unfinished` says that nobody is about to: at
 * start, when the one who added it did not come so far. A round that was done on paper meanwhile
 * keeps that completion, and the pass adds nothing.
 */
export const createSettleAttempt =
  (deps: {
    attempts: Pick<AttemptStore, 'settle'>;
    completions: Pick<CompletionStore, 'add'>;
    progress: Pick<ProgressStore, 'close'>;
    employees: Pick<EmployeeStore, 'markStanding'>;
    audit: Audit;
  }): SettleAttempt =>
  async (attempt, { unfinished } = { unfinished: false }) => {
    if (!attempt.passed || !attempt.unsettled) return;
    const { added, held } = await deps.completions.add(completionOf(attempt));
    await deps.progress.close(attempt);
    await deps.employees.markStanding(attempt.employeeId);
    const isOwn = held.how === 'portal' && held.attemptId === attempt.id;
    if (isOwn && !added && !unfinished) return;
    if (isOwn)
      await deps.audit.record({
        action: 'completion.recorded',
        actor: attempt.employeeId,
        target: attempt.employeeId,
        result: 'ok',
        details: {
          module: attempt.module,
          contentVersion: attempt.contentVersion,
          score: scoreOf(attempt),
          attempt: attempt.id,
        },
      });
    await deps.attempts.settle(attempt);
  };
