import { editionOf, type Module } from '../courses/index.ts';
import { dayOf } from '../platform/swedish-day.ts';
import type { Completion } from './completion-store.ts';
import { completionFor } from './course-summary.ts';
import type { CourseTerms } from './course-terms.ts';
import { dueDay } from './due-day.ts';
import { nextStep } from './next-step.ts';
import type { Progress } from './progress-store.ts';
import { roundOf } from './round.ts';
import { minutesLeft, planOf } from './steps.ts';

interface Open {
  /** May be begun: always, unless modules open one after the other. */
  isOpen: boolean;
}

/** A module that a person has done, and what they have on record for it. */
export interface CompletedModule {
  module: Module;
  completion: Completion;
}

/** How one module stands for one person. */
export type ModuleState = Open &
  (
    | (CompletedModule & { state: 'done' })
    | { module: Module; state: 'in-progress'; step: number; minutesLeft: number; seenAt: Date }
    | { module: Module; state: 'not-started'; minutesLeft: number }
  );

export interface Overview {
  modules: ModuleState[];
  done: number;
  /** Whole minutes to the end of the course. */
  minutesLeft: number;
  /** The last day to finish, as 2026-12-12; null when nothing is left. */
  dueOn: string | null;
  isLate: boolean;
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

const stateOf = (records: Records, module: Module, isOpen: boolean): ModuleState => {
  const completion = completionFor(records.employeeId, module, records.completions);
  if (completion) return { module, state: 'done', completion, isOpen: true };
  const progress = progressIn(records, module);
  if (!progress)
    return { module, state: 'not-started', minutesLeft: minutesLeft(module, 1), isOpen };
  const step = nextStep(progress, planOf(module));
  const { seenAt } = progress;
  const left = minutesLeft(module, step);
  return { module, state: 'in-progress', step, minutesLeft: left, seenAt, isOpen };
};

/** The modules in their order; where that is required, one opens when those before it are done. */
const statesOf = (modules: readonly Module[], records: Records, inOrder: boolean) =>
  modules.reduce<ModuleState[]>((before, module) => {
    const isOpen = !inOrder || before.every(({ state }) => state === 'done');
    return [...before, stateOf(records, module, isOpen)];
  }, []);

/** What is next: what was last worked on, else the first that is not begun. */
const nextOf = (states: readonly ModuleState[]): Overview['next'] => {
  const open = states.filter(({ isOpen }) => isOpen);
  const [latest] = open
    .filter((one) => one.state === 'in-progress')
    .sort((a, b) => b.seenAt.getTime() - a.seenAt.getTime());
  return latest ?? open.find((one) => one.state === 'not-started') ?? null;
};

/** Everything a person is to do, on this day. */
export const overviewOf = (
  modules: readonly Module[],
  records: Records,
  { terms, knownSince, now }: { terms: CourseTerms; knownSince: Date; now: Date },
): Overview => {
  const states = statesOf(modules, records, terms.inOrder);
  const next = nextOf(states);
  const dueOn = next && dueDay(knownSince, terms);
  return {
    modules: states,
    done: states.filter(({ state }) => state === 'done').length,
    minutesLeft: states.reduce((sum, one) => sum + (one.state === 'done' ? 0 : one.minutesLeft), 0),
    dueOn,
    isLate: dueOn !== null && dayOf(now) > dueOn,
    next,
  };
};
