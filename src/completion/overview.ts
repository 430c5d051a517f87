import type { Module } from '../courses/index.ts';
import type { Completion } from './completion-store.ts';
import { completionFor } from './course-summary.ts';
import { nextStep } from './next-step.ts';
import type { Progress } from './progress-store.ts';
import { editionOf, roundOf } from './round.ts';
import { minutesLeft, planOf } from './steps.ts';

/** How one module stands for one person. */
export type ModuleState =
  | { module: Module; state: 'done'; completion: Completion }
  | { module: Module; state: 'in-progress'; step: number; minutesLeft: number; seenAt: Date }
  | { module: Module; state: 'not-started'; minutesLeft: number };

export interface Overview {
  modules: ModuleState[];
  done: number;
  /** What to do now; null when all is done. */
  next: Exclude<ModuleState, { state: 'done' }> | null;
}

interface Records {
  employeeId: string;
  completions: readonly Completion[];
  progress: readonly Progress[];
}

const progressIn = ({ employeeId, progress }: Records, module: Module): Progress | undefined => {
  const round = roundOf(employeeId, module);
  return progress.find(
    (one) =>
      one.module === round.module &&
      one.cycle === round.cycle &&
      one.edition === editionOf(round.contentVersion),
  );
};

const stateOf = (records: Records, module: Module): ModuleState => {
  const completion = completionFor(records.employeeId, module, records.completions);
  if (completion) return { module, state: 'done', completion };
  const progress = progressIn(records, module);
  if (!progress) return { module, state: 'not-started', minutesLeft: minutesLeft(module, 1) };
  const step = nextStep(progress, planOf(module));
  const { seenAt } = progress;
  return { module, state: 'in-progress', step, minutesLeft: minutesLeft(module, step), seenAt };
};

/** What is next: what was last worked on, else the first that is not begun. */
export const overviewOf = (modules: readonly Module[], records: Records): Overview => {
  const states = modules.map((module) => stateOf(records, module));
  const [latest] = states
    .filter((one) => one.state === 'in-progress')
    .sort((a, b) => b.seenAt.getTime() - a.seenAt.getTime());
  return {
    modules: states,
    done: states.filter(({ state }) => state === 'done').length,
    next: latest ?? states.find((one) => one.state === 'not-started') ?? null,
  };
};
