import type { Catalogue, Exercise, Module } from '../courses/index.ts';
import { PortalError } from '../platform/errors.ts';
import type { Language } from '../platform/i18n.ts';
import { writeChoices, type Choices } from './exercise-run.ts';
import { moduleOf } from './module-of.ts';
import { exerciseStep, stepPath } from './steps.ts';

/** One of the exercises of a module, numbered from 1. */
export interface ExercisePlace {
  module: Module;
  number: number;
  texts: Record<Language, Exercise>;
}

/**
 * @param at the number is left out of the address of the first.
 * @throws PortalError NOT_FOUND when there is no such exercise.
 */
export const placeOf = (
  catalogue: Catalogue,
  at: { slug: string; number?: string | undefined },
): ExercisePlace => {
  const module = moduleOf(catalogue, at.slug);
  const { sv, en } = module.texts;
  const index = sv.exercises.findIndex(
    (_, place) => at.number === (place === 0 ? undefined : String(place + 1)),
  );
  const [svText, enText] = [sv.exercises[index], en.exercises[index]];
  if (!svText || !enText) throw new PortalError('NOT_FOUND');
  return { module, number: index + 1, texts: { sv: svText, en: enText } };
};

/** The step of the module that the exercise is. */
export const stepOf = ({ module, number }: ExercisePlace): number => exerciseStep(module, number);

/** Where the exercise is; `later`: where the step so many after it is. */
export const exercisePath = (place: ExercisePlace, later = 0): string =>
  stepPath(place.module, stepOf(place) + later);

/** The address of one turn of the exercise after some choices; without a turn, of all of them. */
export const exerciseAddress = (
  place: ExercisePlace,
  choices: Choices,
  step: number | null,
): string => {
  const turn = step === null ? '' : `&steg=${step}`;
  return `${exercisePath(place)}?svar=${writeChoices(choices)}${turn}`;
};
