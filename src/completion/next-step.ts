import type { StepPlan } from './steps.ts';

/** How far a person has come in a module. */
export interface Reached {
  /** The step where they were last. */
  step: number;
  /** The furthest step they have opened. */
  reached: number;
  exerciseDoneAt: Date | null;
}

/** What must be true of the progress before a step opens. */
export interface Requirement {
  reached: number;
  exerciseDone: boolean;
}

/** A step opens when the one before it has been opened; the check when the exercise is done too. */
export const requirementOf = (step: number, plan: StepPlan): Requirement => ({
  reached: step - 1,
  exerciseDone: step === plan.check,
});

export const mayOpen = (progress: Reached | null, step: number, plan: StepPlan): boolean => {
  const required = requirementOf(step, plan);
  return (
    (progress?.reached ?? 0) >= required.reached &&
    (!required.exerciseDone || Boolean(progress?.exerciseDoneAt))
  );
};

/**
 * Where a person goes on: where they were last, or after the exercise when that was it and it is
 * done. Always a step that may be opened, also when the module has become shorter or longer.
 */
export const nextStep = (progress: Reached | null, plan: StepPlan): number => {
  if (!progress) return 1;
  const wanted =
    progress.exerciseDoneAt && progress.step === plan.exercise ? plan.check : progress.step;
  const furthest = Math.min(plan.check, progress.reached + 1);
  const opens = Math.min(wanted, furthest);
  return mayOpen(progress, opens, plan) ? opens : plan.exercise;
};
