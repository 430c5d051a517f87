import type { Module } from '../courses/index.ts';
import type { Language } from '../platform/i18n.ts';
import { writeChoices } from './exercise-run.ts';
import { positionOf } from './step-position.ts';
import { planOf, stepPath } from './steps.ts';

const exercisePath = (module: Module): string => stepPath(module, planOf(module).exercise);

/** The address of one step of the exercise after some choices. */
export const exerciseAddress = (module: Module, choices: readonly string[], step: number): string =>
  `${exercisePath(module)}?svar=${writeChoices(choices)}&steg=${step}`;

/** One step of the exercise for its page: its question, or what came of the choice made there. */
export const exerciseView = (
  module: Module,
  language: Language,
  { choices, step }: { choices: readonly string[]; step: number },
) => {
  const plan = planOf(module);
  const { exercise } = module.texts[language];
  const shown = exercise.steps[step - 1];
  const chosen = shown?.options.find(({ id }) => id === choices[step - 1]);
  const before = choices.slice(0, step - 1);
  const isFirst = step === 1;
  const isLast = step === exercise.steps.length;
  return {
    exercise,
    shown,
    step,
    isFirst,
    isLast,
    chosen,
    /** What would have been better; undefined when the choice was good. */
    better: chosen?.good ? undefined : shown?.options.find(({ good }) => good),
    before: writeChoices(before),
    position: positionOf(module, plan.exercise),
    action: exercisePath(module),
    again: exerciseAddress(module, before, step),
    previous: isFirst ? stepPath(module, plan.pages) : exerciseAddress(module, choices, step - 1),
    next: isLast ? stepPath(module, plan.check) : exerciseAddress(module, choices, step + 1),
  };
};
