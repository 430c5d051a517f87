import { randomInt } from 'node:crypto';
import type { AbsenceStore, Assignments } from '../assignments/index.ts';
import type { Audit } from '../audit/index.ts';
import type { Catalogue } from '../courses/index.ts';
import type { EmployeeStore } from '../employees/index.ts';
import type { OpenStore } from '../platform/store-connection.ts';
import { createAttemptStore } from './attempt-store.ts';
import { createCompletionStore, type Completion } from './completion-store.ts';
import { createCorrectionStore } from './correction-store.ts';
import { usualTerms, type CourseTerms } from './course-terms.ts';
import { createCurrentRound } from './current-round.ts';
import type { RandomBelow } from './draw-questions.ts';
import { createFollowCourse } from './follow-course.ts';
import { createPrivacyNotice } from './privacy-notice.ts';
import { createPreTestStore } from './pre-test-store.ts';
import { createProgressStore } from './progress-store.ts';
import { createReadPerson } from './read-person.ts';
import { createRecordByHand } from './record-by-hand.ts';
import { createSettleAttempt } from './settle-attempt.ts';
import { createCheck } from './take-check.ts';
import { createPreTest } from './take-pre-test.ts';

/** Who else entered something is about them. */
const withoutBy = <T extends { by: string }>(one: T): Omit<T, 'by'> => ({ ...one, by: undefined });

const withoutEnterer = (one: Completion) =>
  one.how === 'paper' ? { ...one, paper: withoutBy(one.paper) } : one;

export interface CompletionDeps {
  connection: OpenStore['connection'];
  catalogue: Catalogue;
  employees: Pick<EmployeeStore, 'markStanding' | 'recordNoticeSeen' | 'findById'>;
  assignments: Assignments;
  absences: Pick<AbsenceStore, 'ofEmployee'>;
  audit: Audit;
  terms?: CourseTerms;
  now?: () => Date;
  random?: RandomBelow;
}

/** Everything about how people go through the course, on one connection. */
export const createCompletion = (deps: CompletionDeps) => {
  const { connection, catalogue, employees, assignments, absences, audit } = deps;
  const { now = () => new Date(), random = (below) => randomInt(below) } = deps;
  const { terms = usualTerms } = deps;
  const attempts = createAttemptStore(connection);
  const completions = createCompletionStore(connection);
  const progress = createProgressStore(connection);
  const corrections = createCorrectionStore(connection);
  const readPerson = createReadPerson({ employees, completions, corrections, absences });
  const read = { readPerson, assignments, now };
  const written = { attempts, completions, progress, employees, audit };
  const settleAttempt = createSettleAttempt(written);
  const currentRound = createCurrentRound(read);
  const shared = { ...written, ...read, settleAttempt, currentRound, terms };

  const course = createFollowCourse({ ...shared, catalogue });
  const preTests = createPreTestStore(connection);
  const byHand = createRecordByHand({ ...written, ...read, corrections });

  return {
    catalogue,
    byHand,
    course,
    preTest: createPreTest({ ...shared, preTests, openStep: course.openStep, random }),
    check: createCheck({ ...shared, random }),
    privacyNotice: createPrivacyNotice(employees, now),

    /** Everything a person has completed, of every version, oldest first. */
    completionsOf: completions.ofEmployee,

    /** The rounds whose completion does not count, as `module@version#cycle`. */
    correctedRoundsOf: async (employeeId: string): Promise<Set<string>> => {
      const [completed, corrected] = await Promise.all([
        completions.ofEmployee(employeeId),
        corrections.correctedOf([employeeId]),
      ]);
      return new Set(
        completed
          .filter(({ id }) => corrected.has(id))
          .map(({ module, contentVersion, cycle }) => `${module}@${contentVersion}#${cycle}`),
      );
    },

    /** Everything on record about how a person has taken the course. */
    recordsOf: async (employeeId: string) => {
      const [completed, corrected, away, begun, tried, preTested] = await Promise.all([
        completions.ofEmployee(employeeId),
        corrections.ofEmployee(employeeId),
        absences.ofEmployee(employeeId),
        progress.ofEmployee(employeeId),
        attempts.ofEmployee(employeeId),
        preTests.ofEmployee(employeeId),
      ]);
      return {
        completions: completed.map(withoutEnterer),
        corrections: corrected.map(withoutBy),
        absences: away.map(({ withdrawn, ...one }) => ({
          ...withoutBy(one),
          withdrawn: withdrawn && withoutBy(withdrawn),
        })),
        progress: begun,
        attempts: tried,
        preTests: preTested,
      };
    },

    /** Finishes what a crash left half done; run at start, when the indexes are there. */
    repair: async (): Promise<void> => {
      await byHand.repair();
      for (const attempt of await attempts.unsettled({}))
        await settleAttempt(attempt, { unfinished: true });
      for (const employeeId of await progress.unsettledEmployees())
        await course.settleBeginning(employeeId);
    },
  };
};

export type CompletionService = ReturnType<typeof createCompletion>;
