import { standingOn, type Assignments } from '../assignments/index.ts';
import type { Catalogue, Module } from '../courses/index.ts';
import type { EmployeeStore } from '../employees/index.ts';
import { dayOf } from '../platform/swedish-day.ts';
import type { AttemptStore } from './attempt-store.ts';
import type { CourseTerms } from './course-terms.ts';
import type { CurrentRound } from './current-round.ts';
import { overviewOf, type Overview } from './overview.ts';
import type { ProgressStore } from './progress-store.ts';
import type { PersonReader } from './read-person.ts';
import type { SettleAttempt } from './settle-attempt.ts';
import { planOf } from './steps.ts';

/** A person's way through the modules: where they are, and each step they take. */
export const createFollowCourse = (deps: {
  catalogue: Catalogue;
  assignments: Assignments;
  readPerson: PersonReader;
  currentRound: CurrentRound;
  attempts: Pick<AttemptStore, 'unsettled'>;
  progress: Pick<
    ProgressStore,
    'ofEmployee' | 'open' | 'openUnderWay' | 'finishExercise' | 'settle'
  >;
  settleAttempt: SettleAttempt;
  employees: Pick<EmployeeStore, 'markStanding'>;
  terms: CourseTerms;
  now: () => Date;
}) => {
  const { catalogue, assignments, attempts, progress, readPerson, terms, now } = deps;

  const settleBeginning = async (employeeId: string): Promise<void> => {
    await deps.employees.markStanding(employeeId);
    await progress.settle(employeeId);
  };

  /** The modules that are theirs; what a crash left half done for this person is finished on the way. */
  const overview = async (employeeId: string): Promise<Overview> => {
    const [course, unsettled, started, before] = await Promise.all([
      assignments.course(),
      attempts.unsettled({ employeeId }),
      progress.ofEmployee(employeeId),
      readPerson(employeeId),
    ]);
    for (const attempt of unsettled) await deps.settleAttempt(attempt);
    const person = unsettled.length > 0 ? await readPerson(employeeId) : before;
    const { counted, facts } = person;
    const standing = standingOn(facts, course, dayOf(now()));
    if (started.some((one) => one.unsettled)) await settleBeginning(employeeId);
    const records = { progress: started, completions: counted };
    return overviewOf(catalogue.modules, standing, records, terms);
  };

  /** Where the order is required, a module is not begun before those that come first are done. */
  const mayBegin = async (employeeId: string, module: Module): Promise<boolean> => {
    if (!terms.inOrder) return true;
    const { modules } = await overview(employeeId);
    return modules.find((one) => one.module === module)?.isOpen ?? true;
  };

  return {
    overview,

    /** Says that the person's standing is to follow from what they have begun; may be done again. */
    settleBeginning,

    /** Opens a step and saves it. False when an earlier step, or an earlier module, is left. */
    openStep: async (employeeId: string, module: Module, step: number): Promise<boolean> => {
      if (step === 1 && !(await mayBegin(employeeId, module))) return false;
      const plan = planOf(module);
      const own = { employeeId, module: module.slug, contentVersion: module.version };
      const opened =
        (await progress.openUnderWay({ own, step, plan, now: now() })) ??
        (await progress.open(
          (await deps.currentRound(employeeId, module)).round,
          step,
          plan,
          now(),
        ));
      if (opened?.unsettled) await settleBeginning(employeeId);
      return opened !== null;
    },

    /** `number`: which of the module's exercises, from 1. */
    finishExercise: async (employeeId: string, module: Module, number: number): Promise<void> => {
      const { round } = await deps.currentRound(employeeId, module);
      await progress.finishExercise(round, planOf(module), number);
    },
  };
};
