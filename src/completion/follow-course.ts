import type { Catalogue, Module } from '../courses/index.ts';
import type { CourseSummary, EmployeeStore } from '../employees/index.ts';
import type { AttemptStore } from './attempt-store.ts';
import { summaryOf } from './course-summary.ts';
import type { CompletionStore } from './completion-store.ts';
import type { CourseTerms } from './course-terms.ts';
import { overviewOf, type Overview } from './overview.ts';
import { ownModules } from './own-modules.ts';
import type { ProgressStore } from './progress-store.ts';
import type { RefreshSummary } from './refresh-summary.ts';
import { roundOf } from './round.ts';
import type { SettleAttempt } from './settle-attempt.ts';
import { planOf } from './steps.ts';

/** Has the person got another role, and with it other modules, since they were counted? */
const isOutgrown = (summary: CourseSummary, counted: CourseSummary): boolean =>
  summary.status !== 'not-started' &&
  (summary.total !== counted.total || summary.done !== counted.done);

/** A person's way through the modules: where they are, and each step they take. */
export const createFollowCourse = (deps: {
  catalogue: Catalogue;
  employees: Pick<EmployeeStore, 'findById'>;
  attempts: Pick<AttemptStore, 'unsettled'>;
  completions: Pick<CompletionStore, 'ofEmployee'>;
  progress: Pick<ProgressStore, 'ofEmployee' | 'open' | 'finishExercise' | 'settle'>;
  settleAttempt: SettleAttempt;
  refreshSummary: RefreshSummary;
  terms: CourseTerms;
  now: () => Date;
}) => {
  const { catalogue, attempts, completions, progress, terms, now } = deps;

  const settleBeginning = async (employeeId: string): Promise<void> => {
    await deps.refreshSummary(employeeId);
    await progress.settle(employeeId);
  };

  /** The modules that are theirs; what a crash left half done for this person is finished on the way. */
  const overview = async (employeeId: string): Promise<Overview> => {
    const [employee, unsettled, started, completed] = await Promise.all([
      deps.employees.findById(employeeId),
      attempts.unsettled({ employeeId }),
      progress.ofEmployee(employeeId),
      completions.ofEmployee(employeeId),
    ]);
    for (const attempt of unsettled) await deps.settleAttempt(attempt);
    const modules = ownModules(catalogue.modules, employee?.roles ?? []);
    if (started.some((one) => one.unsettled)) await settleBeginning(employeeId);
    else if (employee && isOutgrown(employee.course, summaryOf(employeeId, modules, completed)))
      await deps.refreshSummary(employeeId);
    const records = {
      employeeId,
      progress: started,
      completions: unsettled.length > 0 ? await completions.ofEmployee(employeeId) : completed,
    };
    const knownSince = employee?.knownSince ?? now();
    return overviewOf(modules, records, { terms, knownSince, now: now() });
  };

  /** Where the order is required, a module is not begun before those that come first are done. */
  const mayBegin = async (employeeId: string, module: Module): Promise<boolean> => {
    if (!terms.inOrder) return true;
    const { modules } = await overview(employeeId);
    return modules.find((one) => one.module === module)?.isOpen ?? true;
  };

  return {
    overview,

    /** Opens a step and saves it. False when an earlier step, or an earlier module, is left. */
    openStep: async (employeeId: string, module: Module, step: number): Promise<boolean> => {
      if (step === 1 && !(await mayBegin(employeeId, module))) return false;
      const opened = await progress.open(roundOf(employeeId, module), step, planOf(module), now());
      if (opened?.unsettled) await settleBeginning(employeeId);
      return opened !== null;
    },

    /** `number`: which of the module's exercises, from 1. */
    finishExercise: (employeeId: string, module: Module, number: number): Promise<void> =>
      progress.finishExercise(roundOf(employeeId, module), planOf(module), number),
  };
};
