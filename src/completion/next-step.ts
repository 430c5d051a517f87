import { exercisesBefore, type StepPlan } from './steps.ts';

/** How far a person has come in a module. */
export interface Reached {
  /** The step where they were last. */
  step: number;
  /** The furthest step they have opened. */
  reached: number;
  /** How many of the exercises, from the first, they have done. */
  exercisesDone: number;
}

/** What must be true of the progress before a step opens. */
export type Requirement = Omit<Reached, 'step'>;

/** A step opens when the one before it has been opened, and done when it is an exercise. */
export const requirementOf = (step: number, plan: StepPlan): Requirement => ({
  reached: step - 1,
  exercisesDone: exercisesBefore(step, plan),
});

export const mayOpen = (progress: Reached | null, step: number, plan: StepPlan): boolean => {
  const required = requirementOf(step, plan);
  const { reached, exercisesDone } = progress ?? { reached: 0, exercisesDone: 0 };
  return reached >= required.reached && exercisesDone >= required.exercisesDone;
};

/**
 * Where a person goes on: where they were last, or after the exercise when that was it and it is
 * done. Always a step that may be opened, also when the module has become shorter or longer.
 */
export const nextStep = (progress: Reached | null, plan: StepPlan): number => {
  if (!progress) return 1;
  const { step, reached, exercisesDone } = progress;
  const isDone = step > plan.pages && step < plan.check && step <= plan.pages + exercisesDone;
  const opens = Math.min(isDone ? step + 1 : step, reached + 1, plan.check);
  return mayOpen(progress, opens, plan) ? opens : plan.pages + exercisesDone + 1;
};
