import { randomInt } from 'node:crypto';
import type { Audit } from '../audit/index.ts';
import type { Catalogue } from '../courses/index.ts';
import type { EmployeeStore } from '../employees/index.ts';
import type { OpenStore } from '../platform/store-connection.ts';
import { createAttemptStore } from './attempt-store.ts';
import { createCompletionStore } from './completion-store.ts';
import { courseFingerprint } from './course-summary.ts';
import { usualTerms, type CourseTerms } from './course-terms.ts';
import type { RandomBelow } from './draw-questions.ts';
import { createFollowCourse } from './follow-course.ts';
import { createPrivacyNotice } from './privacy-notice.ts';
import { createPreTestStore } from './pre-test-store.ts';
import { createProgressStore } from './progress-store.ts';
import { createRefreshSummary } from './refresh-summary.ts';
import { repairSummaries } from './repair-summaries.ts';
import { createSettleAttempt } from './settle-attempt.ts';
import { createSummaryStateStore } from './summary-state-store.ts';
import { createCheck } from './take-check.ts';
import { createPreTest } from './take-pre-test.ts';

export interface CompletionDeps {
  connection: OpenStore['connection'];
  catalogue: Catalogue;
  employees: Pick<EmployeeStore, 'recordCourseSummary' | 'recordNoticeSeen' | 'findById'>;
  audit: Audit;
  terms?: CourseTerms;
  now?: () => Date;
  random?: RandomBelow;
}

/** Everything about how people go through the course, on one connection. */
export const createCompletion = (deps: CompletionDeps) => {
  const { connection, catalogue, employees, audit } = deps;
  const { now = () => new Date(), random = (below) => randomInt(below) } = deps;
  const { terms = usualTerms } = deps;
  const { modules } = catalogue;
  const attempts = createAttemptStore(connection);
  const completions = createCompletionStore(connection);
  const progress = createProgressStore(connection);
  const states = createSummaryStateStore(connection);
  const refreshSummary = createRefreshSummary({ modules, completions, employees });
  const settleAttempt = createSettleAttempt({ attempts, completions, refreshSummary, audit });
  const shared = { attempts, completions, progress, settleAttempt, refreshSummary, terms, now };

  const course = createFollowCourse({ ...shared, catalogue, employees });
  const preTests = createPreTestStore(connection);

  return {
    catalogue,
    course,
    preTest: createPreTest({ ...shared, preTests, openStep: course.openStep, random }),
    check: createCheck({ ...shared, random }),
    privacyNotice: createPrivacyNotice(employees, now),

    /** Everything a person has completed, of every version, oldest first. */
    completionsOf: completions.ofEmployee,

    /** Everything on record about how a person has taken the course. */
    recordsOf: async (employeeId: string) => {
      const [completed, begun, tried, preTested] = await Promise.all([
        completions.ofEmployee(employeeId),
        progress.ofEmployee(employeeId),
        attempts.ofEmployee(employeeId),
        preTests.ofEmployee(employeeId),
      ]);
      return { completions: completed, progress: begun, attempts: tried, preTests: preTested };
    },

    /** Finishes what a crash left half done; run at start, when the indexes are there. */
    repairSummaries: () =>
      repairSummaries({ ...shared, states, fingerprint: courseFingerprint(modules) }),
  };
};

export type CompletionService = ReturnType<typeof createCompletion>;
