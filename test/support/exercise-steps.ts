import type { Exercise, Module } from '../../src/courses/index.ts';

type FirstHour = Extract<Exercise, { kind: 'first-hour' }>;

/** The steps of a module's exercise, in Swedish, where it is one of steps. */
export const stepsOf = ({ slug, texts }: Module): FirstHour['steps'] => {
  const [exercise] = texts.sv.exercises;
  if (exercise?.kind !== 'first-hour') throw new Error(`The exercise of ${slug} has no steps.`);
  return exercise.steps;
};
