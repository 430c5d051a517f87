import type { Module } from '../courses/index.ts';

/** The steps of a module are numbered from 1: its pages, then the exercise, then the check. */
export interface StepPlan {
  pages: number;
  exercise: number;
  check: number;
}

export const planOf = (module: Module): StepPlan => {
  const pages = module.texts.sv.pages.length;
  return { pages, exercise: pages + 1, check: pages + 2 };
};

export const modulePath = (slug: string): string => `/kurs/${slug}`;

/** Where a step of a module is. */
export const stepPath = (module: Module, step: number): string => {
  const { exercise, check } = planOf(module);
  const own = step >= check ? 'prov' : step === exercise ? 'ovning' : `sida/${step}`;
  return `${modulePath(module.slug)}/${own}`;
};

/** Whole minutes, one at least, from the beginning of a step to the end of the module. */
export const minutesLeft = (module: Module, step: number): number => {
  const { exercise, check } = planOf(module);
  const pages = module.texts.sv.pages.slice(step - 1).reduce((sum, page) => sum + page.minutes, 0);
  const left =
    pages +
    (step <= exercise ? module.exerciseMinutes : 0) +
    (step <= check ? module.checkMinutes : 0);
  return Math.max(1, Math.round(left));
};
