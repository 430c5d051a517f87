import type { Exercise } from '../courses/index.ts';

/** What does not fit the exercise is left out, with all after it. */
const fitting = (given: readonly unknown[], exercise: Exercise): string[] => {
  const fits = (id: unknown, index: number): id is string =>
    exercise.steps[index]?.options.some((option) => option.id === id) ?? false;
  const firstUnfit = given.findIndex((id, index) => !fits(id, index));
  return given.slice(0, firstUnfit === -1 ? given.length : firstUnfit).filter(fits);
};

/**
 * The choices a person has made so far travel in the address, as `b.a.c`: an exercise is practice,
 * and nobody's choices are stored.
 */
export const readChoices = (text: unknown, exercise: Exercise): string[] =>
  fitting(typeof text === 'string' ? text.split('.') : [], exercise);

export const writeChoices = (choices: readonly string[]): string => choices.join('.');

/** The step to show, from 1: the one asked for if it has been reached, else the first unanswered. */
export const readStep = (text: unknown, choices: readonly string[], exercise: Exercise): number => {
  const unanswered = Math.min(choices.length + 1, exercise.steps.length);
  const asked = typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return asked >= 1 && asked <= unanswered ? asked : unanswered;
};

export interface MadeChoice {
  choices: string[];
  /** The step that was answered, from 1. */
  step: number;
  isMissing: boolean;
  isFinished: boolean;
}

/** One more choice after the earlier ones; missing when it is none of the step's options. */
export const makeChoice = (exercise: Exercise, earlier: unknown, choice: unknown): MadeChoice => {
  const last = exercise.steps.length - 1;
  const before = readChoices(earlier, exercise).slice(0, last);
  const choices = fitting([...before, choice], exercise);
  return {
    choices,
    step: before.length + 1,
    isMissing: choices.length === before.length,
    isFinished: choices.length === exercise.steps.length,
  };
};
