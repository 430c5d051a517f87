import {
  sumOfStanding,
  type ModuleStanding,
  type Standing,
  type StandingSum,
} from '../assignments/index.ts';
import { editionOf, type Module } from '../courses/index.ts';
import type { Completion } from './completion-store.ts';
import { nextStep } from './next-step.ts';
import type { Progress } from './progress-store.ts';
import { minutesLeft, planOf } from './steps.ts';

interface Common {
  module: Module;
  standing: ModuleStanding;
  /** May be begun: always, unless modules open one after the other. */
  isOpen: boolean;
}

/** A module that a person has done, and what they have on record for it. */
export interface CompletedModule {
  module: Module;
  completion: Completion;
}

/** How one module stands for one person. */
export type ModuleState = Common &
  (
    | { state: 'done'; completion: Completion }
    | { state: 'in-progress'; step: number; minutesLeft: number; seenAt: Date }
    | { state: 'not-started'; minutesLeft: number }
  );

export interface Overview {
  modules: ModuleState[];
  /** All of them together. */
  sum: StandingSum;
  /** Whole minutes to the end of the course. */
  minutesLeft: number;
  /** What to do now; null when nothing has to be. */
  next: Exclude<ModuleState, { state: 'done' }> | null;
}

interface Records {
  /** Those that count. */
  completions: readonly Completion[];
  progress: readonly Progress[];
}

/** The last completion of a module, of those that count. */
const lastOf = (module: string, counted: readonly Completion[]): Completion | undefined =>
  counted.findLast((completion) => completion.module === module);

const stateOf = (records: Records, common: Common): ModuleState => {
  const { module, standing } = common;
  const completion = lastOf(module.slug, records.completions);
  if (standing.status === 'done' && completion)
    return { ...common, state: 'done', completion, isOpen: true };
  const progress = records.progress.find(
    (one) =>
      one.module === module.slug &&
      one.cycle === standing.cycle &&
      one.edition === editionOf(module.version),
  );
  if (!progress) return { ...common, state: 'not-started', minutesLeft: minutesLeft(module, 1) };
  const step = nextStep(progress, planOf(module));
  const left = minutesLeft(module, step);
  return { ...common, state: 'in-progress', step, minutesLeft: left, seenAt: progress.seenAt };
};

/** Nothing has to be done about it now. */
const isSettled = ({ standing }: ModuleState): boolean =>
  standing.status === 'done' || standing.status === 'exempt';

/** The modules in their order; where that is required, one opens when those before it are done. */
const statesOf = (
  modules: readonly Module[],
  { modules: standings }: Standing,
  records: Records,
  inOrder: boolean,
) =>
  modules.reduce<ModuleState[]>((before, module) => {
    const standing = standings.find((one) => one.module === module.slug);
    if (!standing) return before;
    const isOpen = !inOrder || before.every(isSettled);
    return [...before, stateOf(records, { module, standing, isOpen })];
  }, []);

/** What is next: what was last worked on, else the first that is not begun. */
const nextOf = (states: readonly ModuleState[]): Overview['next'] => {
  const open = states.filter((one) => one.isOpen && !isSettled(one));
  const [latest] = open
    .filter((one) => one.state === 'in-progress')
    .sort((a, b) => b.seenAt.getTime() - a.seenAt.getTime());
  return latest ?? open.find((one) => one.state === 'not-started') ?? null;
};

/** Everything a person is to do, as they stand. */
export const overviewOf = (
  modules: readonly Module[],
  standing: Standing,
  records: Records,
  { inOrder }: { inOrder: boolean },
): Overview => {
  const states = statesOf(modules, standing, records, inOrder);
  const left = states.flatMap((one) => (one.state === 'done' || isSettled(one) ? [] : [one]));
  return {
    modules: states,
    sum: sumOfStanding(standing),
    minutesLeft: left.reduce((sum, one) => sum + one.minutesLeft, 0),
    next: nextOf(states),
  };
};
