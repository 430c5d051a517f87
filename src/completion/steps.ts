import type { Module } from '../courses/index.ts';

/** The steps of a module are numbered from 1: its pages, then the exercises, then the check. */
export interface StepPlan {
  pages: number;
  exercises: number;
  check: number;
}

export const planOf = (module: Module): StepPlan => {
  const { pages, exercises } = module.texts.sv;
  return {
    pages: pages.length,
    exercises: exercises.length,
    check: pages.length + exercises.length + 1,
  };
};

/** The step of an exercise, which are numbered from 1. */
export const exerciseStep = (module: Module, number: number): number =>
  planOf(module).pages + number;

/** How many exercises come before a step. */
export const exercisesBefore = (step: number, { pages, exercises }: StepPlan): number =>
  Math.min(Math.max(step - pages - 1, 0), exercises);

export const modulePath = (slug: string): string => `/kurs/${slug}`;

/** Where a step of a module is. */
export const stepPath = (module: Module, step: number): string => {
  const { pages, check } = planOf(module);
  const number = step - pages;
  const exercise = number === 1 ? 'ovning' : `ovning/${number}`;
  const own = step >= check ? 'prov' : step > pages ? exercise : `sida/${step}`;
  return `${modulePath(module.slug)}/${own}`;
};

/** Whole minutes, one at least, from the beginning of a step to the end of the module. */
export const minutesLeft = (module: Module, step: number): number => {
  const plan = planOf(module);
  const pages = module.texts.sv.pages.slice(step - 1).reduce((sum, page) => sum + page.minutes, 0);
  const left =
    pages +
    module.exerciseMinutes * (1 - exercisesBefore(step, plan) / plan.exercises) +
    (step <= plan.check ? module.checkMinutes : 0);
  return Math.max(1, Math.round(left));
};
